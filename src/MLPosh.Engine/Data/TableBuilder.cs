namespace MLPosh;

/// <summary>Collects rows, one at a time, into a dataset. It keeps the columns in use only, and numbers rather than text.</summary>
public sealed class TableBuilder
{
    private readonly DatasetOptions _options;
    private readonly TableColumn[] _features;
    private readonly TableColumn[] _targets;
    private readonly TableColumn[] _columns;
    private readonly List<int> _rowNumbers = [];
    private int _rows;

    /// <param name="columns">All columns that there are.</param>
    /// <param name="options">Which of them to use, and how. At least one target is needed.</param>
    /// <exception cref="MLPoshException">DatasetColumnNotFound, listing the columns; OptionOutOfRange without target or feature.</exception>
    public TableBuilder(IReadOnlyList<string> columns, DatasetOptions options)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
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

        _columns = [.. _features, .. _targets];
    }

    /// <summary>The columns in use, features first, with their place among all columns.</summary>
    public IReadOnlyList<(string Name, int Index)> UsedColumns => [.. _columns.Select(column => (column.Name, column.Index))];

    /// <summary>Adds a row.</summary>
    /// <param name="values">Its values, in the order of <see cref="UsedColumns"/>.</param>
    /// <exception cref="MLPoshException">DatasetValueInvalid, naming row and column.</exception>
    public void AddRow(IReadOnlyList<object?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int row = ++_rows;
        var cells = new Cell[_columns.Length];
        bool complete = true;
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = _columns[i].IsCategorical ? Cell.LabelOf(values[i]) : Cell.Of(values[i]);
            Check(cells[i], _columns[i], row);
            complete &= !cells[i].IsMissing;
        }

        if (!complete && _options.Missing == MissingValues.Drop)
        {
            return;
        }

        _rowNumbers.Add(row);
        for (int i = 0; i < cells.Length; i++)
        {
            _columns[i].Add(cells[i]);
        }
    }

    /// <summary>The rows so far as a dataset.</summary>
    /// <exception cref="MLPoshException">DatasetEmpty; OptionOutOfRange when -Standardize has one row only.</exception>
    public Dataset Build()
    {
        int count = _rowNumbers.Count;
        if (count == 0)
        {
            throw new MLPoshException(ErrorId.DatasetEmpty, _rows == 0
                ? "There are no rows to make a dataset of."
                : $"All {_rows} rows have a missing value, so that -Missing Drop leaves none.");
        }

        var (features, names) = Features(count);
        var (y, classes) = Targets(count);
        var dataset = new Dataset(
            features, y, count, [names.Length], [.. names.Select(name => name.Name)],
            [.. _targets.Select(target => target.Name)], classes);
        return _options.Standardize ? Standardization.Apply(dataset, [.. names.Select(name => name.IsLabel)]) : dataset;
    }

    private static int Find(IReadOnlyList<string> columns, string name)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw new MLPoshException(
            ErrorId.DatasetColumnNotFound, $"There is no column '{name}'. Columns: {string.Join(", ", columns)}.", name);
    }

    private TableColumn Column(IReadOnlyList<string> columns, int index, bool isTarget) =>
        new(columns[index], index, isTarget, _options.IsCategorical(columns[index]));

    private void Check(Cell cell, TableColumn column, int row)
    {
        if (double.IsInfinity(cell.Number))
        {
            throw Invalid(column, row, "is infinite; every value must be a finite number");
        }

        if (cell.Text is { } text && !column.IsCategorical && !(column.IsTarget && _targets.Length == 1))
        {
            throw Invalid(column, row, $"is '{text}', not a number. For labels use -Categorical {column.Name}");
        }

        if (!cell.IsMissing || _options.Missing == MissingValues.Drop)
        {
            return;
        }

        if (_options.Missing == MissingValues.Error)
        {
            throw Invalid(column, row, "is empty. To go on, use -Missing Drop (leave such rows out) or -Missing Mean");
        }

        if (column.IsTarget || column.IsCategorical)
        {
            throw Invalid(
                column,
                row,
                $"is empty, and -Missing Mean cannot fill a {(column.IsTarget ? "target" : "label")}. Use -Missing Drop");
        }
    }

    private static MLPoshException Invalid(TableColumn column, int row, string what) => new(
        ErrorId.DatasetValueInvalid, $"The value at row {row}, column '{column.Name}', {what}.", column.Name);

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

    private static double FillFor(TableColumn column)
    {
        double mean = column.Mean();
        return double.IsNaN(mean)
            ? throw new MLPoshException(
                ErrorId.DatasetValueInvalid,
                $"Column '{column.Name}' holds no value in any row, so that -Missing Mean has no mean to put there.",
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
