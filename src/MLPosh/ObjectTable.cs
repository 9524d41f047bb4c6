using System.Collections;
using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Collects pipeline objects, or dictionaries, into a dataset; the first one's properties are the columns.</summary>
internal sealed class ObjectTable(DatasetOptions options)
{
    private TableBuilder? _table;
    private string[] _used = [];
    private int _rows;

    /// <exception cref="MLPoshException">DatasetColumnNotFound, DatasetValueInvalid: naming row and column.</exception>
    public void Add(PSObject? item)
    {
        _rows++;
        if (item is null)
        {
            throw new MLPoshException(ErrorId.DatasetValueInvalid, $"Row {_rows} is null; each row must be an object.");
        }

        if (_table is null)
        {
            _table = new TableBuilder([.. NamesOf(item)], options);
            _used = [.. _table.UsedColumns.Select(column => column.Name)];
        }

        _table.AddRow([.. _used.Select(name => Value(item, name))]);
    }

    public Dataset Build() => _table!.Build();

    private static IEnumerable<string> NamesOf(PSObject item) => item.BaseObject is IDictionary dictionary
        ? dictionary.Keys.Cast<object>().Select(key => key.ToString() ?? "")
        : item.Properties.Select(property => property.Name);

    private object? Value(PSObject item, string name)
    {
        if (item.BaseObject is IDictionary dictionary)
        {
            foreach (DictionaryEntry entry in dictionary)
            {
                if (name.Equals(entry.Key.ToString(), StringComparison.OrdinalIgnoreCase))
                {
                    return Argument.Unwrap(entry.Value);
                }
            }
        }
        else if (item.Properties[name] is { } property)
        {
            return Argument.Unwrap(property.Value);
        }

        throw new MLPoshException(
            ErrorId.DatasetColumnNotFound,
            $"Row {_rows} has no column '{name}'. Its columns: {string.Join(", ", NamesOf(item))}.",
            name);
    }
}
