namespace MLPosh;

/// <summary>Shifts and scales features to mean 0 and standard deviation 1 (of the population, as scikit-learn's StandardScaler).</summary>
internal static class Standardization
{
    /// <param name="dataset">At least two samples.</param>
    /// <param name="leave">Features to leave as they are: one-hot columns, whose 0 and 1 already have a fitting size.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange with one sample.</exception>
    public static Dataset Apply(Dataset dataset, bool[]? leave = null)
    {
        if (dataset.Count < 2)
        {
            throw Option.OutOfRange("Standardize", "given with one sample", "left out, or given at least two samples");
        }

        // Images are scaled a channel (their first dimension), all else a feature (the last one).
        var source = dataset.Source;
        int groups = dataset.InputShape.Count == 3 ? dataset.InputShape[0] : dataset.InputShape[^1];
        int run = dataset.InputShape.Count == 3 ? source.XWidth / groups : 1;
        var mean = new double[groups];
        var scale = new double[groups];
        var x = source.X.ToArray();
        for (int group = 0; group < groups; group++)
        {
            var (m, s) = leave?[group] == true ? (0, 1) : Moments(x, group, groups, run);
            (mean[group], scale[group]) = (m, s);
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = i / run % groups == group ? (x[i] - m) / s : x[i];
            }
        }

        return new Dataset(
            x, source.Y.ToArray(), dataset.Count, dataset.InputShape, dataset.FeatureNames, dataset.TargetNames,
            dataset.Classes, mean, scale);
    }

    private static (double Mean, double Scale) Moments(double[] x, int group, int groups, int run)
    {
        // Two passes: subtracting the mean first keeps the digits of features far from zero.
        double sum = 0, squares = 0;
        long count = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (i / run % groups == group)
            {
                sum += x[i];
                count++;
            }
        }

        double mean = sum / count;
        for (int i = 0; i < x.Length; i++)
        {
            if (i / run % groups == group)
            {
                squares += (x[i] - mean) * (x[i] - mean);
            }
        }

        double deviation = Math.Sqrt(squares / count);
        return (mean, deviation > 0 ? deviation : 1);
    }
}
