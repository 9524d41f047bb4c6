namespace MLPosh;

/// <summary>
/// An autoencoder whose input is spoilt in training, by Noise or a Mask; the target is the clean input. It can be told from
/// its neighbours only by how the data hang together, and that is what it learns.
/// </summary>
/// <remarks>Source: Vincent et al., "Stacked denoising autoencoders", JMLR 11, 2010.</remarks>
internal sealed class DenoisingAutoEncoderKind : INetworkKind
{
    private const double DefaultDeviation = 0.3;

    public string Name => "DenoisingAutoEncoder";

    public IReadOnlyList<string> Settings { get; } =
        [.. Coder.Settings, nameof(NetworkKindOptions.NoiseDeviation), nameof(NetworkKindOptions.MaskProbability)];

    public IReadOnlyList<string> Cells { get; } = ["noisy input cell", "hidden cell", "match input output cell"];

    public NetworkParts Build(NetworkKindOptions options)
    {
        if (options is { MaskProbability: not null, NoiseDeviation: not null })
        {
            throw Option.OutOfRange(
                nameof(options.MaskProbability), options.MaskProbability.Value, $"left out where {nameof(options.NoiseDeviation)} is given");
        }

        var sizes = CodeSizes.Of(this, options, warnsOfLarge: true);
        Layer spoil = options.MaskProbability is { } probability
            ? new MaskLayer(probability)
            : new NoiseLayer(options.NoiseDeviation ?? DefaultDeviation);
        return Coder.Network(sizes, options.Activation, [spoil], [new LinearLayer(sizes.Code)]);
    }
}
