namespace MLPosh;

/// <summary>What a table's cells may hold, and the errors that say where one holds something else.</summary>
/// <param name="missing">What becomes of cells without a value.</param>
/// <param name="targets">Number of target columns; only a single one can be classes.</param>
/// <param name="source">The file that the rows come from, if any.</param>
internal sealed class CellRules(MissingValues missing, int targets, string? source)
{
    /// <exception cref="MLPoshException">DatasetValueInvalid, naming row, column and line.</exception>
    public void Check(Cell cell, TableColumn column, int row, long? line)
    {
        string? problem = double.IsInfinity(cell.Number)
            ? "is infinite; every value must be a finite number"
            : cell.Text is { } text ? AboutText(text, column) : cell.IsMissing ? AboutMissing(column) : null;
        if (problem is not null)
        {
            string place = line is null ? "" : $" (line {line} of '{source}')";
            throw new MLPoshException(
                ErrorId.DatasetValueInvalid,
                $"The value at row {row}, column '{column.Name}'{place}, {problem}.",
                column.Name);
        }
    }

    private string? AboutText(string text, TableColumn column)
    {
        if (column.IsCategorical || (column.IsTarget && targets == 1))
        {
            return null;
        }

        return column.IsTarget
            ? $"is '{text}', not a number; only a single target can be labels"
            : $"is '{text}', not a number. For labels use -Categorical {column.Name}";
    }

    private string? AboutMissing(TableColumn column) => missing switch
    {
        MissingValues.Error => "is empty. To go on, use -Missing Drop (leave such rows out) or -Missing Mean",
        MissingValues.Mean when column.IsTarget => "is empty, and -Missing Mean cannot fill a target. Use -Missing Drop",
        MissingValues.Mean when column.IsCategorical => "is empty, and -Missing Mean cannot fill a label. Use -Missing Drop",
        _ => null,
    };
}
