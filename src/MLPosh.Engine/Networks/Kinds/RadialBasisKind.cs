namespace MLPosh;

/// <summary>Gaussian units around centers that start among the data, and a linear layer that weighs them.</summary>
/// <remarks>Source: Broomhead and Lowe, "Multivariable functional interpolation and adaptive networks", Complex Systems 2, 1988.</remarks>
internal sealed class RadialBasisKind : INetworkKind
{
    public string Name => "RadialBasis";

    public IReadOnlyList<string> Settings { get; } = [nameof(NetworkKindOptions.HiddenSize)];

    public IReadOnlyList<string> Cells { get; } = ["input cell", "hidden cell", "output cell"];

    public NetworkParts Build(NetworkKindOptions options)
    {
        var sizes = KindSizes.Of(this, options, "the number of Gaussian units", count => count == 1);
        return new NetworkParts([sizes.Input], [new RadialBasisLayer(sizes.Hidden[0]), new LinearLayer(sizes.Output)]);
    }
}
