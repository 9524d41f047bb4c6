namespace MLPosh;

/// <summary>Makes datasets of arrays and of functions. For rows of named values see <see cref="TableBuilder"/>.</summary>
public static class DatasetBuilder
{
    /// <summary>Makes a dataset of arrays.</summary>
    /// <param name="x">
    /// Features: a list of numbers (one feature), a list of rows or [,] (sample, feature), three dimensions (sample, time,
    /// feature) or four (sample, channel, height, width); with <see cref="DatasetOptions.Pad"/> sequences of any length.
    /// </param>
    /// <param name="y">Targets: a list of numbers or labels, or a list of rows of numbers, as long as <paramref name="x"/>.</param>
    /// <param name="options">Names of features and targets, whether targets are labels, and standardisation.</param>
    /// <exception cref="MLPoshException">
    /// DatasetShapeMismatch, DatasetValueInvalid, DatasetEmpty, DatasetColumnNotFound for a categorical column that is
    /// not the target, OptionOutOfRange.
    /// </exception>
    public static Dataset FromArrays(object? x, object? y, DatasetOptions? options = null)
    {
        options ??= new DatasetOptions();
        var features = options.Pad
            ? SequencePadding.Read(x, count => Names(options.Feature, "x", count, nameof(options.Feature)), options.Standardize)
            : FromFeatures(x, options.Feature);
        var targets = TargetArray.Read(y, options);
        if (targets.Count != features.Count)
        {
            throw new MLPoshException(
                ErrorId.DatasetShapeMismatch,
                $"X has {features.Count} sample(s), but Y has {targets.Count}; both must have the same number.",
                "Y");
        }

        var dataset = new Dataset(
            features.Source.X.ToArray(),
            targets.Values,
            features.Count,
            features.InputShape,
            features.FeatureNames,
            Names(options.Target, "y", targets.Width, nameof(options.Target)),
            targets.Classes,
            features.FeatureMean,
            features.FeatureScale);
        return options.Standardize && !options.Pad ? Standardization.Apply(dataset) : dataset;
    }

    /// <summary>Makes a dataset without targets, to predict them.</summary>
    /// <param name="x">As for <see cref="FromArrays"/>.</param>
    /// <param name="names">Names of the features; null for x, or x1, x2 …</param>
    /// <exception cref="MLPoshException">DatasetShapeMismatch, DatasetValueInvalid, DatasetEmpty.</exception>
    public static Dataset FromFeatures(object? x, IReadOnlyList<string>? names = null)
    {
        var features = NumericArray.Read(x, "X", ErrorId.DatasetShapeMismatch, ErrorId.DatasetValueInvalid);
        int count = features.Shape.Count == 0 ? 1 : features.Shape[0];
        int[] inputShape = features.Shape.Count < 2 ? [1] : [.. features.Shape.Skip(1)];
        if (count == 0 || inputShape.Contains(0))
        {
            throw new MLPoshException(ErrorId.DatasetEmpty, "X is empty; a dataset needs at least one sample.", "X");
        }

        // Sequences are named by feature, images by channel.
        int named = inputShape.Length == 3 ? inputShape[0] : inputShape[^1];
        return new Dataset(
            [.. features.Values], [], count, inputShape, Names(names, "x", named, nameof(DatasetOptions.Feature)), []);
    }

    /// <summary>The same samples with features shifted and scaled to mean 0 and standard deviation 1.</summary>
    /// <exception cref="MLPoshException">OptionOutOfRange with one sample.</exception>
    public static Dataset Standardize(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Standardization.Apply(dataset);
    }

    /// <summary>Samples a function: x uniform between two bounds, y = f(x) + normal noise.</summary>
    /// <param name="function">The function.</param>
    /// <param name="options">Count, range, noise and seed; nothing else applies.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange; DatasetValueInvalid where f(x) is not finite.</exception>
    public static Dataset FromFunction(Func<double, double> function, DatasetGeneratorOptions options)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(options);
        return new SampleMaker(options).Numbers(1, SampleMaker.WideRange, x => function(x[0]));
    }

    private static IReadOnlyList<string> Names(IReadOnlyList<string>? given, string stem, int count, string option)
    {
        if (given is { Count: > 0 })
        {
            return given.Count == count
                ? [.. given]
                : throw new MLPoshException(
                    ErrorId.DatasetShapeMismatch, $"{option} names {given.Count} column(s), but there are {count}.", option);
        }

        return ColumnNames.Numbered(stem, count);
    }
}
