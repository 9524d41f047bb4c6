namespace MLPosh;

/// <summary>Rows of linear layers, of which kinds are made.</summary>
internal static class Dense
{
    /// <summary>A linear layer for each size, the output included, with the activation between each two.</summary>
    public static NetworkParts Network(KindSizes sizes, Activation activation) => new(
        [sizes.Input], [.. Hidden(sizes.Hidden, activation), new LinearLayer(sizes.Output)]);

    /// <summary>A linear layer for each size, each followed by the activation.</summary>
    public static IEnumerable<Layer> Hidden(IEnumerable<int> sizes, Activation activation) =>
        sizes.SelectMany(size => new Layer[] { new LinearLayer(size), new ActivationLayer(activation) });
}
