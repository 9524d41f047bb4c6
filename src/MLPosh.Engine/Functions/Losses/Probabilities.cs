using System.Globalization;

namespace MLPosh;

/// <summary>Targets that are probabilities.</summary>
internal static class Probabilities
{
    /// <summary>Why these rows are no probabilities; null where they are.</summary>
    public static string? Objection(ReadOnlySpan<double> targets, int width)
    {
        if (width < 2)
        {
            return "needs classes as targets, or a row of at least two probabilities a sample, not single numbers";
        }

        for (int row = 0; row < targets.Length; row += width)
        {
            double sum = 0;
            foreach (double value in targets.Slice(row, width))
            {
                sum += value >= 0 ? value : double.NaN;
            }

            // As far off as rounding in single precision can bring it.
            if (!(Math.Abs(sum - 1) <= 1e-4))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"needs rows of probabilities (0 or above, sum 1) or classes, but row {(row / width) + 1} is {string.Join(", ", targets.Slice(row, width).ToArray())}");
            }
        }

        return null;
    }
}
