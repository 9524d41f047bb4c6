namespace MLPosh;

/// <summary>The Euclidean length of a list of numbers.</summary>
internal static class VectorNorm
{
    public static double Of(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value * value;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Whether all numbers are finite.</summary>
    public static bool IsFinite(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }
}
