namespace MLPosh;

/// <summary>One hidden layer: Linear, activation, Linear.</summary>
/// <remarks>Source: Rumelhart, Hinton, Williams, "Learning representations by back-propagating errors", Nature 323, 1986.</remarks>
internal sealed class FeedForwardKind : INetworkKind
{
    public string Name => "FeedForward";

    public IReadOnlyList<string> Settings { get; } =
        [nameof(NetworkKindOptions.HiddenSize), nameof(NetworkKindOptions.Activation)];

    public IReadOnlyList<string> Cells { get; } = ["input cell", "hidden cell", "output cell"];

    public NetworkParts Build(NetworkKindOptions options)
    {
        var sizes = KindSizes.Of(this, options, "the size of one hidden layer", count => count == 1);
        return Dense.Network(sizes, options.Activation ?? Activation.Default);
    }
}
