namespace MLPosh;

/// <summary>A recurrent layer for each hidden size, then Linear on what the last one knows at the end of the sequence.</summary>
/// <param name="name">The kind.</param>
/// <param name="cell">The cell that its hidden layers are drawn with.</param>
/// <param name="layer">Makes a hidden layer.</param>
/// <remarks>
/// Sources: Elman, "Finding structure in time", Cognitive Science 14, 1990; Hochreiter and Schmidhuber, "Long short-term
/// memory", Neural Computation 9, 1997; Cho et al., "Learning phrase representations using RNN encoder-decoder", 2014.
/// </remarks>
internal sealed class RecurrentKind(string name, string cell, Func<int, RecurrentSettings, Layer> layer) : INetworkKind
{
    public string Name => name;

    public IReadOnlyList<string> Settings { get; } =
        [nameof(NetworkKindOptions.HiddenSize), nameof(NetworkKindOptions.Length)];

    public IReadOnlyList<string> Cells { get; } = ["input cell", cell, cell, "output cell"];

    public NetworkParts Build(NetworkKindOptions options)
    {
        var sizes = KindSizes.Of(this, options, "the size of each recurrent layer", count => count >= 1);
        int length = options.Length
            ?? throw Option.OutOfRange($"The length of the kind {name}", "missing", "given: the time steps of a sequence");
        // All but the last hand every step to the next.
        var hidden = sizes.Hidden.Select((size, i) =>
            layer(size, new RecurrentSettings { ReturnSequence = i < sizes.Hidden.Count - 1 }));
        return new NetworkParts([length, sizes.Input], [.. hidden, new LinearLayer(sizes.Output)]);
    }
}
