using System.Collections;

namespace MLPosh;

/// <summary>Targets read from an array: numbers, or labels where a value is no number or the target is categorical.</summary>
/// <param name="Values">Sample after sample; for labels the place of each in <paramref name="Classes"/>.</param>
/// <param name="Count">Number of samples.</param>
/// <param name="Width">Numbers a sample.</param>
/// <param name="Classes">The labels, sorted ordinally; null for numbers.</param>
internal sealed record TargetArray(double[] Values, int Count, int Width, IReadOnlyList<string>? Classes)
{
    /// <exception cref="MLPoshException">
    /// DatasetShapeMismatch, DatasetValueInvalid, DatasetColumnNotFound, OptionOutOfRange, each about Y.
    /// </exception>
    public static TargetArray Read(object? y, DatasetOptions options)
    {
        string name = options.Target is { Count: > 0 } names ? names[0] : "y";
        foreach (string column in options.Categorical ?? [])
        {
            if (!column.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                throw new MLPoshException(
                    ErrorId.DatasetColumnNotFound,
                    $"There is no target '{column}' to take as labels. Of arrays only the target can be categorical: {name}.",
                    column);
            }
        }

        bool isCategorical = options.IsCategorical(name);
        if (FlatItems(y) is { } items)
        {
            var column = new TableColumn(name, 0, isTarget: true, isCategorical);
            Cell[] cells = [.. items.Select(item => isCategorical ? Cell.LabelOf(item) : Cell.Of(item))];
            foreach (var cell in cells)
            {
                column.Add(cell);
            }

            if (column.HasLabels)
            {
                CheckLabels(cells);
                return new([.. column.LabelIndices().Select(label => (double)label)], cells.Length, 1, column.Labels);
            }
        }
        else if (isCategorical)
        {
            throw Option.OutOfRange(nameof(options.Categorical), name, "left out, for labels need a Y without rows");
        }

        return Numbers(y);
    }

    /// <summary>The items of a list without lists in it, or a single value; null for anything deeper.</summary>
    private static List<object?>? FlatItems(object? y)
    {
        if (!NumericArray.IsList(y))
        {
            return [y];
        }

        var items = y is Array { Rank: > 1 } ? null : ((IEnumerable)y!).Cast<object?>().ToList();
        return items?.Exists(NumericArray.IsList) == true ? null : items;
    }

    private static void CheckLabels(Cell[] cells)
    {
        int row = Array.FindIndex(cells, cell => cell.IsMissing || double.IsInfinity(cell.Number)) + 1;
        if (row > 0)
        {
            string found = cells[row - 1].IsMissing ? "empty" : "infinite";
            throw new MLPoshException(
                ErrorId.DatasetValueInvalid, $"Y is {found} at row {row}; every value must be a label or a finite number.", "Y");
        }
    }

    private static TargetArray Numbers(object? y)
    {
        var numbers = NumericArray.Read(y, "Y", ErrorId.DatasetShapeMismatch, ErrorId.DatasetValueInvalid);
        double[] values = [.. numbers.Values];
        return numbers.Shape switch
        {
            [] => new(values, 1, 1, null),
            [var count] => new(values, count, 1, null),
            [var count, > 0 and var width] => new(values, count, width, null),
            [_, _] => throw new MLPoshException(
                ErrorId.DatasetShapeMismatch, "Y has rows without a value; each must have at least one.", "Y"),
            _ => throw new MLPoshException(
                ErrorId.DatasetShapeMismatch,
                $"Y has {numbers.Shape.Count} dimensions; it must be a list of numbers or a list of rows.",
                "Y"),
        };
    }
}
