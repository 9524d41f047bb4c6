namespace MLPosh;

/// <summary>
/// Linear, Step: each output says on which side of a straight boundary a sample lies. It learns by Rosenblatt's rule, the
/// loss Perceptron, which is its default one for classes.
/// </summary>
/// <remarks>Source: Rosenblatt, "The perceptron", Psychological Review 65, 1958.</remarks>
internal sealed class PerceptronKind : INetworkKind
{
    public string Name => "Perceptron";

    public IReadOnlyList<string> Settings { get; } = [];

    public IReadOnlyList<string> Cells { get; } = ["input cell", "output cell"];

    public NetworkParts Build(NetworkKindOptions options)
    {
        var sizes = KindSizes.Of(this, options, "", count => count == 0);
        return new NetworkParts(
            [sizes.Input], [new LinearLayer(sizes.Output), new ActivationLayer(Activation.Find(nameof(Step)))]);
    }
}
