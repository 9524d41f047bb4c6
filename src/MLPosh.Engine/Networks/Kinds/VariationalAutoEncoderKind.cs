namespace MLPosh;

/// <summary>
/// An autoencoder whose code is drawn from a normal distribution that the encoder gives, and drawn to a standard normal one,
/// so that codes from that make new samples.
/// </summary>
/// <remarks>
/// The loss is (Σ of the losses of a sample's numbers + Beta KL) / numbers of a sample, in the mean over the samples: the
/// bound of Kingma and Welling, divided by the numbers as every mean loss here is, so that Loss stays comparable with that
/// of a plain autoencoder. With MSE, Beta = 2 s² says that outputs have normal errors of standard deviation s: Beta = 1
/// suits noise of 0.7, and smaller ones data that are more exact.
/// Sources: Kingma and Welling, "Auto-encoding variational Bayes", ICLR 2014; Higgins et al., "beta-VAE", ICLR 2017.
/// </remarks>
internal sealed class VariationalAutoEncoderKind : INetworkKind
{
    public string Name => "VariationalAutoEncoder";

    public IReadOnlyList<string> Settings { get; } = [.. Coder.Settings, nameof(NetworkKindOptions.Beta)];

    public IReadOnlyList<string> Cells { get; } =
        ["input cell", "probabilistic hidden cell", "match input output cell"];

    public NetworkParts Build(NetworkKindOptions options)
    {
        var sizes = CodeSizes.Of(this, options, warnsOfLarge: true);
        double weight = (options.Beta ?? 1) / sizes.Input;
        return Coder.Network(
            sizes, options.Activation, [], [new LinearLayer(checked(2 * sizes.Code)), new SampleLayer(sizes.Code, weight)]);
    }
}
