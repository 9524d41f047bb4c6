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
            var (m, s) = leave?[group] == true ? (0, 1) : Moments(x, group * run, run, groups * run);
            (mean[group], scale[group]) = (m, s);
            for (int start = group * run; start < x.Length; start += groups * run)
            {
                foreach (ref double value in x.AsSpan(start, run))
                {
                    value = (value - m) / s;
                }
            }
        }

        return new Dataset(
            x, source.Y.ToArray(), dataset.Count, dataset.InputShape, dataset.FeatureNames, dataset.TargetNames,
            dataset.Classes, mean, scale);
    }

    /// <summary>Mean and deviation of runs of numbers, the first at an offset, one each stride.</summary>
    private static (double Mean, double Scale) Moments(double[] x, int offset, int run, int stride)
    {
        // Two passes: subtracting the mean first keeps the digits of features far from zero.
        double first = x[offset], sum = 0, squares = 0;
        bool constant = true;
        for (int start = offset; start < x.Length; start += stride)
        {
            foreach (double value in x.AsSpan(start, run))
            {
                sum += value;
                constant &= value == first;
            }
        }

        // Not by a deviation of 0: the mean of many 0.1 is not quite 0.1, and dividing by that rest would make noise of it.
        if (constant)
        {
            return (first, 1);
        }

        int count = x.Length / stride * run;
        double mean = sum / count;
        for (int start = offset; start < x.Length; start += stride)
        {
            foreach (double value in x.AsSpan(start, run))
            {
                squares += (value - mean) * (value - mean);
            }
        }

        double deviation = Math.Sqrt(squares / count);
        return (mean, deviation > 0 ? deviation : 1);
    }
}
