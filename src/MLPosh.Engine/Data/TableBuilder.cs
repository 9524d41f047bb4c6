namespace MLPosh;

/// <summary>Collects rows, one at a time, into a dataset. It keeps the columns in use only, and numbers rather than text.</summary>
public sealed class TableBuilder
{
    private readonly DatasetOptions _options;
    private readonly TableColumn[] _features;
    private readonly TableColumn[] _targets;
    private readonly TableColumn[] _columns;
    private readonly CellRules _rules;
    private readonly string? _source;
    private int _rows;
    private int _kept;

    /// <param name="columns">All columns that there are.</param>
    /// <param name="options">Which of them to use, and how. At least one target is needed.</param>
    /// <param name="source">The file that the rows come from, for messages; null if none.</param>
    /// <exception cref="MLPoshException">
    /// DatasetColumnNotFound, listing the columns; OptionOutOfRange without target or feature, or where one of several
    /// targets is to be classes.
    /// </exception>
    public TableBuilder(IReadOnlyList<string> columns, DatasetOptions options, string? source = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _source = source;
        foreach (string column in options.Categorical ?? [])
        {
            Find(columns, column);
        }

        if (options.Target is not { Count: > 0 })
        {
            throw Option.OutOfRange(nameof(options.Target), "empty", $"one of the columns {string.Join(", ", columns)}");
        }

        _targets = [.. options.Target.Select(target => Column(columns, Find(columns, target), isTarget: true))];
        _features = options.Feature is { Count: > 0 } features
            ? [.. features.Select(feature => Column(columns, Find(columns, feature), isTarget: false))]
            : [.. Enumerable.Range(0, columns.Count).Where(i => _targets.All(target => target.Index != i))
                .Select(i => Column(columns, i, isTarget: false))];
        if (_features.Length == 0)
        {
            throw Option.OutOfRange(nameof(options.Feature), "empty", "at least one column besides the target");
        }

        if (_targets.Length > 1 && _targets.FirstOrDefault(target => target.IsCategorical) is { } labels)
        {
            throw Option.OutOfRange(
                nameof(options.Categorical), labels.Name, "a feature or the only target, for classes need a target of their own");
        }

        _columns = [.. _features, .. _targets];
        _rules = new CellRules(options.Missing, _targets.Length, source);
    }

    /// <summary>The columns in use, features first, with their place among all columns.</summary>
    public IReadOnlyList<(string Name, int Index)> UsedColumns => [.. _columns.Select(column => (column.Name, column.Index))];

    /// <summary>Adds a row.</summary>
    /// <param name="values">Its values, in the order of <see cref="UsedColumns"/>.</param>
    /// <param name="line">Where it starts in its file, from 1; null without a file.</param>
    /// <exception cref="MLPoshException">DatasetValueInvalid, naming row and column.</exception>
    public void AddRow(IReadOnlyList<object?> values, long? line = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        int row = ++_rows;
        var cells = new Cell[_columns.Length];
        bool complete = true;
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = _columns[i].IsCategorical ? Cell.LabelOf(values[i]) : Cell.Of(values[i]);
            _rules.Check(cells[i], _columns[i], row, line);
            complete &= !cells[i].IsMissing;
        }

        if (!complete && _options.Missing == MissingValues.Drop)
        {
            return;
        }

        _kept++;
        for (int i = 0; i < cells.Length; i++)
        {
            _columns[i].Add(cells[i]);
        }
    }

    /// <summary>The rows so far as a dataset.</summary>
    /// <exception cref="MLPoshException">DatasetEmpty; OptionOutOfRange when -Standardize has one row only.</exception>
    public Dataset Build()
    {
        if (_kept == 0)
        {
            throw new MLPoshException(
                ErrorId.DatasetEmpty,
                _rows == 0
                    ? $"There are no rows{InSource} to make a dataset of."
                    : $"All {_rows} row(s){InSource} have a missing value, so that -Missing Drop leaves none.",
                _source);
        }

        var (features, names) = Features(_kept);
        var (y, classes) = Targets(_kept);
        var dataset = new Dataset(
            features, y, _kept, [names.Length], [.. names.Select(name => name.Name)],
            [.. _targets.Select(target => target.Name)], classes);
        return _options.Standardize ? Standardization.Apply(dataset, [.. names.Select(name => name.IsLabel)]) : dataset;
    }

    private string InSource => _source is null ? "" : $" in '{_source}'";

    private int Find(IReadOnlyList<string> columns, string name)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw new MLPoshException(
            ErrorId.DatasetColumnNotFound,
            $"There is no column '{name}'{InSource}. Columns: {string.Join(", ", columns)}.",
            name);
    }

    private TableColumn Column(IReadOnlyList<string> columns, int index, bool isTarget) =>
        new(columns[index], index, isTarget, _options.IsCategorical(columns[index]));

    private (double[] Values, (string Name, bool IsLabel)[] Names) Features(int count)
    {
        var names = new List<(string, bool)>();
        foreach (var column in _features)
        {
            names.AddRange(column.HasLabels
                ? column.Labels.Select(label => ($"{column.Name}={label}", true))
                : [(column.Name, false)]);
        }

        var values = new double[checked(count * names.Count)];
        int place = 0;
        foreach (var column in _features)
        {
            if (column.HasLabels)
            {
                int[] labels = column.LabelIndices();
                for (int row = 0; row < count; row++)
                {
                    values[(row * names.Count) + place + labels[row]] = 1;
                }

                place += column.Labels.Count;
                continue;
            }

            double mean = FillFor(column);
            for (int row = 0; row < count; row++)
            {
                values[(row * names.Count) + place] = column.IsMissing(row) ? mean : column[row];
            }

            place++;
        }

        return (values, [.. names]);
    }

    private double FillFor(TableColumn column)
    {
        double mean = column.Mean();
        return double.IsNaN(mean)
            ? throw new MLPoshException(
                ErrorId.DatasetValueInvalid,
                $"Column '{column.Name}'{InSource} holds no value in any row, so that -Missing Mean has no mean to put there.",
                column.Name)
            : mean;
    }

    private (double[] Values, IReadOnlyList<string>? Classes) Targets(int count)
    {
        if (_targets is [{ HasLabels: true } target])
        {
            return ([.. target.LabelIndices().Select(label => (double)label)], target.Labels);
        }

        var values = new double[count * _targets.Length];
        for (int row = 0; row < count; row++)
        {
            for (int t = 0; t < _targets.Length; t++)
            {
                values[(row * _targets.Length) + t] = _targets[t][row];
            }
        }

        return (values, null);
    }
}
