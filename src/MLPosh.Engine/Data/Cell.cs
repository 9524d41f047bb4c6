using System.Globalization;

namespace MLPosh;

/// <summary>What one value from outside means: a number, a label, or nothing.</summary>
/// <param name="Text">The label; null for a number or a missing value.</param>
/// <param name="Number">The number; NaN where there is none.</param>
internal readonly record struct Cell(string? Text, double Number)
{
    private const NumberStyles Style = NumberStyles.Float;

    public bool IsMissing => Text is null && double.IsNaN(Number);

    /// <summary>Reads what a pipeline, an array or a file holds. Numbers in text are read in the invariant culture.</summary>
    public static Cell Of(object? value) => value switch
    {
        null => new Cell(null, double.NaN),
        double number => new Cell(null, number),
        string text => Of(text.AsSpan()),
        bool flag => new Cell(null, flag ? 1 : 0),
        char letter => Of([letter]),
        Enum name => new Cell(name.ToString(), double.NaN),
        DateTime or DateTimeOffset or DBNull => Of(Convert.ToString(value, CultureInfo.InvariantCulture).AsSpan()),
        IConvertible number => new Cell(null, number.ToDouble(CultureInfo.InvariantCulture)),
        _ => Of(Convert.ToString(value, CultureInfo.InvariantCulture).AsSpan()),
    };

    /// <summary>Reads a label: text stays as it is, so that '007' and '7' are two.</summary>
    public static Cell LabelOf(object? value)
    {
        var cell = Of(value);
        return value is string text && !cell.IsMissing ? new Cell(text.Trim(), double.NaN) : cell;
    }

    /// <summary>Reads text: empty, NaN and NA hold no value, what is no number is a label.</summary>
    public static Cell Of(ReadOnlySpan<char> text)
    {
        var trimmed = text.Trim();
        if (trimmed.IsEmpty || trimmed is "NA" || trimmed.Equals("NaN", StringComparison.OrdinalIgnoreCase))
        {
            return new Cell(null, double.NaN);
        }

        return double.TryParse(trimmed, Style, CultureInfo.InvariantCulture, out double number)
            ? new Cell(null, number)
            : new Cell(trimmed.ToString(), double.NaN);
    }

    /// <summary>The label that this cell stands for where it is one of several classes.</summary>
    public string Label() => Text ?? Number.ToString("R", CultureInfo.InvariantCulture);
}
