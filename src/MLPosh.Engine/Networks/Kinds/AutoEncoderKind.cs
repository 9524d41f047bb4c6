namespace MLPosh;

/// <summary>
/// An encoder, a code that is smaller than the input, a decoder; the target is the input. Hidden layers have an activation,
/// the code has none: without hidden layers the network is linear and learns the principal components' plane.
/// </summary>
/// <remarks>Source: Hinton and Salakhutdinov, "Reducing the dimensionality of data with neural networks", Science 313, 2006.</remarks>
internal sealed class AutoEncoderKind : INetworkKind
{
    public string Name => "AutoEncoder";

    public IReadOnlyList<string> Settings { get; } = Coder.Settings;

    public IReadOnlyList<string> Cells { get; } = ["input cell", "hidden cell", "match input output cell"];

    public NetworkParts Build(NetworkKindOptions options)
    {
        var sizes = CodeSizes.Of(this, options, warnsOfLarge: true);
        return Coder.Network(sizes, options.Activation, [], [new LinearLayer(sizes.Code)]);
    }
}
