using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Normalises each feature (each plane of an image) over the samples of a batch, and over their time steps or pixels: y =
/// w (x - mean) / √(var + eps) + b. In training mean and biased variance are the batch's; they move the running ones, by
/// the momentum and with the unbiased variance, and outside training those are used. Backward: see BatchNormKernels.cs.
/// </summary>
/// <remarks>
/// Parameters "weight" and "bias", at first 1 and 0; beside them "running_mean" and "running_var", at first 0 and 1.
/// PyTorch's num_batches_tracked is left out: it matters only without a momentum.
/// Source: https://pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html.
/// </remarks>
public sealed class BatchNormLayer : Layer
{
    internal static readonly LayerKind Kind = new(
        "BatchNorm",
        "BatchNorm(momentum=0.1, eps=1e-5, affine=true)",
        arguments => new BatchNormLayer(
            arguments.Number("momentum", 0.1), arguments.Number("eps", 1e-5), arguments.Flag("affine", true)));

    /// <param name="momentum">How far each batch moves the running mean and variance towards its own, 0 to 1.</param>
    /// <param name="epsilon">Added to the variance, above 0.</param>
    /// <param name="affine">Whether each feature has a weight and a bias.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public BatchNormLayer(double momentum = 0.1, double epsilon = 1e-5, bool affine = true)
    {
        Momentum = momentum is >= 0 and <= 1
            ? momentum
            : throw Option.OutOfRange("The momentum of a BatchNorm layer", momentum, "a number from 0 to 1");
        Epsilon = Option.Positive(epsilon, "The eps of a BatchNorm layer");
        IsAffine = affine;
    }

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <summary>How far each batch moves the running mean and variance towards its own.</summary>
    public double Momentum { get; }

    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; }

    /// <summary>Whether each feature has a weight and a bias.</summary>
    public bool IsAffine { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape) => inputShape.Count <= 3
        ? inputShape
        : throw ShapeMismatch("features, time x features or channels x height x width", inputShape);

    /// <inheritdoc/>
    public override string ToString() =>
        Text([], ("momentum", Momentum, 0.1), ("eps", Epsilon, 1e-5), ("affine", IsAffine, true));

    internal override IReadOnlyList<ParameterSpec> Parameters(IReadOnlyList<int> inputShape)
    {
        int[] shape = [NormalizedRows.ByFeature(inputShape).Count];
        var (zero, one) = (new InitialValue.Constant(0), new InitialValue.Constant(1));
        ParameterSpec[] running =
            [new("running_mean", shape, zero, IsBuffer: true), new("running_var", shape, one, IsBuffer: true)];
        return IsAffine ? [new("weight", shape, one), new("bias", shape, zero), .. running] : running;
    }

    internal override void CheckBatch(IReadOnlyList<int> inputShape, int samples)
    {
        if ((long)samples * NormalizedRows.ByFeature(inputShape).Places < 2)
        {
            throw Option.OutOfRange(
                "A batch's number of samples", samples, $"2 or more for the layer {this}, which normalises over them");
        }
    }

    internal override Rows Record(Recorder recorder, LayerInput input, IReadOnlyList<ParameterRange> parameters)
    {
        var rows = NormalizedRows.ByFeature(input.Shape);
        int? weight = IsAffine ? parameters[0].Offset : null, bias = IsAffine ? parameters[1].Offset : null;
        var (mean, variance) = (parameters[^2].Offset, parameters[^1].Offset);
        var output = recorder.New(input.Rows.Height, reusable: true);

        // Mean and 1 / deviation of each feature, the same for all samples: the first register holds them.
        var statistics = recorder.New(2 * rows.Count);
        recorder.Forward(Kernels.OfBatch(
            new BatchNormForward(rows, Momentum, Epsilon, weight, bias, mean, variance), input.Rows, output, statistics));

        var gradient = recorder.Gradient(output);
        if (recorder.WantsGradient(input.Rows))
        {
            recorder.Backward(Kernels.OfBatch(
                new BatchNormBackward(rows, weight, bias, WantsInput: true),
                input.Rows,
                gradient,
                statistics,
                recorder.Gradient(input.Rows)));
        }
        else if (IsAffine)
        {
            recorder.Backward(Kernels.OfBatch(
                new BatchNormBackward(rows, weight, bias, WantsInput: false), input.Rows, gradient, statistics));
        }

        return output;
    }
}
