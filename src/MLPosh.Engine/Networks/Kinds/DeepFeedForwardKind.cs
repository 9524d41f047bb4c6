namespace MLPosh;

/// <summary>Two or more hidden layers: linear layers with an activation between each two.</summary>
/// <remarks>Source: LeCun, Bengio, Hinton, "Deep learning", Nature 521, 2015.</remarks>
internal sealed class DeepFeedForwardKind : INetworkKind
{
    public string Name => "DeepFeedForward";

    public IReadOnlyList<string> Settings { get; } =
        [nameof(NetworkKindOptions.HiddenSize), nameof(NetworkKindOptions.Activation)];

    public IReadOnlyList<string> Cells { get; } = ["input cell", "hidden cell", "hidden cell", "output cell"];

    public NetworkParts Build(NetworkKindOptions options)
    {
        var sizes = KindSizes.Of(this, options, "the sizes of two or more hidden layers", count => count >= 2);
        return Dense.Network(sizes, options.Activation ?? Activation.Default);
    }
}
