using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// y = W x + b. Forward: y[o] = b[o] + Σᵢ W[o,i] x[i]. Backward: dx[i] = Σₒ W[o,i] dy[o], dW[o,i] = Σ dy[o] x[i] and
/// db[o] = Σ dy[o] over the samples. Of a sequence [time, feature] each time step is a sample with the same W and b.
/// </summary>
/// <remarks>
/// Parameters "weight" [out, in] and "bias" [out], both at first uniform within ±1/√in, which is what PyTorch's
/// kaiming_uniform_(a = √5) comes to. Source: https://pytorch.org/docs/stable/generated/torch.nn.Linear.html.
/// </remarks>
public sealed class LinearLayer : Layer
{
    internal static readonly LayerKind Kind = new(
        "Linear", "Linear(n)", arguments => new LinearLayer(arguments.Whole("size"), arguments.Flag("bias", true)));

    /// <param name="outputSize">Number of units, at least 1.</param>
    /// <param name="bias">Whether each unit adds a number of its own.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange for a size below 1.</exception>
    public LinearLayer(int outputSize, bool bias = true)
    {
        OutputSize = Option.AtLeast(1, outputSize, "The size of a Linear layer");
        HasBias = bias;
    }

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <summary>Number of units.</summary>
    public int OutputSize { get; }

    /// <summary>Whether each unit adds a number of its own.</summary>
    public bool HasBias { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape) =>
        inputShape.Count <= 2
            ? [.. inputShape.SkipLast(1), OutputSize]
            : throw ShapeMismatch("a plain list of features or a sequence [time, feature]", inputShape);

    /// <inheritdoc/>
    public override string ToString() => HasBias ? $"Linear({OutputSize})" : $"Linear({OutputSize}, bias=false)";

    internal override IReadOnlyList<ParameterSpec> Parameters(IReadOnlyList<int> inputShape)
    {
        var bound = new InitialValue.Uniform(1 / Math.Sqrt(inputShape[^1]));
        var weight = new ParameterSpec("weight", [OutputSize, inputShape[^1]], bound);
        return HasBias ? [weight, new ParameterSpec("bias", [OutputSize], bound)] : [weight];
    }

    internal override Rows Record(Recorder recorder, LayerInput layerInput, IReadOnlyList<ParameterRange> parameters)
    {
        var weight = parameters[0];
        ParameterRange? bias = HasBias ? parameters[1] : null;
        int size = layerInput.Shape[^1], steps = layerInput.Rows.Height / size;
        var all = recorder.New(steps * OutputSize, reusable: true);
        var repeat = new Repeat(steps - 1, size, OutputSize);
        var (input, output) = (layerInput.Rows.Slice(0, size), all.Slice(0, OutputSize));
        recorder.Forward(new LinearForward(input, output, weight, bias, Repeat: repeat));

        var gradient = recorder.Gradient(output);
        var weightGradient = new LinearWeightGradient(input, gradient, weight, bias, repeat);
        if (recorder.WantsGradient(input))
        {
            recorder.Backward(
                weightGradient, new LinearInputGradient(gradient, recorder.Gradient(input), weight, Repeat: repeat));
        }
        else
        {
            recorder.Backward(weightGradient);
        }

        return all;
    }
}
