namespace MLPosh;

/// <summary>Arithmetic on all parameters of a network as one list of numbers.</summary>
internal static class FlatVector
{
    public static double Dot(double[] left, double[] right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    /// <summary>target += factor * values.</summary>
    public static void AddScaled(double[] target, double factor, double[] values)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] += factor * values[i];
        }
    }

    /// <summary>The largest absolute value; 0 for none.</summary>
    public static double LargestMagnitude(double[] values)
    {
        double largest = 0;
        foreach (double value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    /// <summary>The sum of the absolute values.</summary>
    public static double SumOfMagnitudes(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += Math.Abs(value);
        }

        return sum;
    }
}
