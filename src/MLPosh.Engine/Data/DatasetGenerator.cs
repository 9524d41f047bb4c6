namespace MLPosh;

/// <summary>Datasets made of random numbers, by name.</summary>
public static class DatasetGenerator
{
    private static readonly Catalog<IDatasetKind> Known = new(
        "kind of dataset",
        ErrorId.DatasetKindNotRecognized,
        kind => kind.Name,
        [
            new LinearKind(),
            new PolynomialKind(),
            new SineKind(),
            new ParityKind(),
            new RingKind(),
            new ThreeModesKind(),
            new XorKind(),
            new SpiralKind(),
            new MoonsKind(),
            new BlobsKind(),
            new SequenceKind(),
        ]);

    /// <summary>The kinds that <see cref="Generate"/> knows.</summary>
    public static IReadOnlyList<string> Names => Known.Names;

    /// <summary>Makes a dataset of a kind. The same seed gives the same dataset.</summary>
    /// <param name="kind">Its name, in any case.</param>
    /// <param name="options">What it looks like.</param>
    /// <exception cref="MLPoshException">
    /// DatasetKindNotRecognized, listing the known ones; OptionOutOfRange for a setting that is out of range or that the
    /// kind does not have; DatasetValueInvalid where a target is not finite.
    /// </exception>
    public static Dataset Generate(string kind, DatasetGeneratorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var known = Known.Find(kind);
        foreach (string setting in options.GivenKindSettings().Except(known.Settings))
        {
            string settings = known.Settings.Count == 0 ? "no settings of its own" : string.Join(", ", known.Settings);
            throw Option.OutOfRange(setting, "given", $"left out: the kind {known.Name} has {settings}");
        }

        return known.Generate(options);
    }
}
