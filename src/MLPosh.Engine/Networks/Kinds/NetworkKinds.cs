namespace MLPosh;

/// <summary>The networks of the chart, by name.</summary>
/// <remarks>Source: van Veen, "The neural network zoo", Asimov Institute, 2016.</remarks>
public static class NetworkKinds
{
    private static readonly Catalog<INetworkKind> Known = new(
        "kind of network",
        ErrorId.NetworkKindNotRecognized,
        kind => kind.Name,
        [
            new PerceptronKind(),
            new FeedForwardKind(),
            new RadialBasisKind(),
            new DeepFeedForwardKind(),
            new RecurrentKind("Recurrent", "recurrent cell", (size, settings) => new RNNLayer(size, settings)),
            new RecurrentKind("LSTM", "memory cell", (size, settings) => new LSTMLayer(size, settings)),
            new RecurrentKind("GRU", "different memory cell", (size, settings) => new GRULayer(size, settings)),
            new AutoEncoderKind(),
            new VariationalAutoEncoderKind(),
            new DenoisingAutoEncoderKind(),
            new SparseAutoEncoderKind(),
        ]);

    /// <summary>The kinds that <see cref="Create"/> knows.</summary>
    public static IReadOnlyList<string> Names => Known.Names;

    /// <summary>The cells that a kind is drawn with in the chart, from the input to the output.</summary>
    /// <exception cref="MLPoshException">NetworkKindNotRecognized, listing the known ones.</exception>
    public static IReadOnlyList<string> Cells(string kind) => Known.Find(kind).Cells;

    /// <summary>The settings that a kind has beside the sizes of its input and output.</summary>
    /// <exception cref="MLPoshException">NetworkKindNotRecognized, listing the known ones.</exception>
    internal static IReadOnlyList<string> Settings(string kind) => Known.Find(kind).Settings;

    /// <summary>Makes a network of a kind.</summary>
    /// <param name="kind">Its name, in any case.</param>
    /// <param name="options">Its sizes and settings.</param>
    /// <param name="seed">For the parameters; null for a fresh one.</param>
    /// <exception cref="MLPoshException">
    /// NetworkKindNotRecognized, listing the known ones; OptionOutOfRange for a setting that is out of range, missing, or
    /// not one of the kind's; NetworkShapeMismatch for sizes that do not fit each other.
    /// </exception>
    public static Network Create(string kind, NetworkKindOptions options, long? seed = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var known = Known.Find(kind);
        foreach (string setting in options.GivenKindSettings().Except(known.Settings))
        {
            string settings = known.Settings.Count == 0 ? "no settings of its own" : string.Join(", ", known.Settings);
            throw Option.OutOfRange(setting, "given", $"left out: the kind {known.Name} has {settings}");
        }

        var parts = known.Build(options);
        return Network.Create(parts.InputShape, parts.Layers, seed, parts.IsAutoEncoder, known.Name, options with { Warn = null });
    }
}
