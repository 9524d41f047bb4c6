namespace MLPosh;

/// <summary>How a sparse code is made so.</summary>
public enum SparsityPenalty
{
    /// <summary>Units between 0 and 1 are drawn to a mean activation: Sigmoid, Sparse.</summary>
    KullbackLeibler,

    /// <summary>Units of 0 or above pay for their size: ReLU, SparseL1.</summary>
    L1,
}

/// <summary>
/// An autoencoder whose code may be larger than the input, but of which few units are active at a time.
/// </summary>
/// <remarks>
/// The penalty's weight is divided by the numbers of a sample: against the sum of their losses it counts as given, as in the
/// source. Source: Ng, "Sparse autoencoder", CS294A lecture notes, 2011.
/// </remarks>
internal sealed class SparseAutoEncoderKind : INetworkKind
{
    private const double DefaultRho = 0.05;
    private const double DefaultWeight = 3;

    public string Name => "SparseAutoEncoder";

    public IReadOnlyList<string> Settings { get; } =
    [
        .. Coder.Settings, nameof(NetworkKindOptions.SparsityPenalty), nameof(NetworkKindOptions.Sparsity),
        nameof(NetworkKindOptions.SparsityWeight),
    ];

    public IReadOnlyList<string> Cells { get; } = ["input cell", "hidden cell", "match input output cell"];

    public NetworkParts Build(NetworkKindOptions options)
    {
        bool isL1 = options.SparsityPenalty == SparsityPenalty.L1;
        if (isL1 && options.Sparsity is { } given)
        {
            throw Option.OutOfRange(
                nameof(options.Sparsity), given, $"left out with the penalty L1, which has no mean activation to reach");
        }

        var sizes = CodeSizes.Of(this, options, warnsOfLarge: false);
        double weight = (options.SparsityWeight ?? DefaultWeight) / sizes.Input;
        return Coder.Network(sizes, options.Activation, [], isL1
            ? [new LinearLayer(sizes.Code), new ActivationLayer(Activation.Find(nameof(ReLU))), new SparseL1Layer(weight)]
            :
            [
                new LinearLayer(sizes.Code),
                new ActivationLayer(Activation.Find(nameof(Sigmoid))),
                new SparseLayer(options.Sparsity ?? DefaultRho, weight),
            ]);
    }
}
