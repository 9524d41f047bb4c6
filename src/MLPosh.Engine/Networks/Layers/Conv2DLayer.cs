using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Slides small windows of weights over the planes of an image: y[o,p] = b[o] + Σᵢ Σₖ W[o,i,k] x[i, sp + k - padding], with
/// zeros around the image; p and k go down and across. Backward: see the three kernels in Conv2DKernels.cs.
/// </summary>
/// <remarks>
/// Parameters "weight" [out, in, kernel, kernel] and "bias" [out], both at first uniform within ±1/√(in kernel²).
/// Source: https://pytorch.org/docs/stable/generated/torch.nn.Conv2d.html.
/// </remarks>
public sealed class Conv2DLayer : Layer
{
    internal static readonly LayerKind Kind = new(
        "Conv2D",
        "Conv2D(channels, kernel, stride=1, padding=0, bias=true)",
        arguments => new Conv2DLayer(
            arguments.Whole("channels"),
            arguments.Whole("kernel"),
            arguments.Whole("stride", 1),
            arguments.Whole("padding", 0),
            arguments.Flag("bias", true)));

    /// <param name="channels">Planes of the result, at least 1.</param>
    /// <param name="kernel">Side of the square window in pixels, at least 1.</param>
    /// <param name="stride">Pixels from one position of the window to the next, at least 1.</param>
    /// <param name="padding">Zeros around the image, at least 0.</param>
    /// <param name="bias">Whether each plane of the result adds a number of its own.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public Conv2DLayer(int channels, int kernel, int stride = 1, int padding = 0, bool bias = true)
    {
        Channels = Option.AtLeast(1, channels, "The number of channels of a Conv2D layer");
        Kernel = Option.AtLeast(1, kernel, "The kernel of a Conv2D layer");
        Stride = Option.AtLeast(1, stride, "The stride of a Conv2D layer");
        Padding = Option.AtLeast(0, padding, "The padding of a Conv2D layer");
        HasBias = bias;
    }

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <summary>Planes of the result.</summary>
    public int Channels { get; }

    /// <summary>Side of the square window in pixels.</summary>
    public int Kernel { get; }

    /// <summary>Pixels from one position of the window to the next.</summary>
    public int Stride { get; }

    /// <summary>Zeros around the image.</summary>
    public int Padding { get; }

    /// <summary>Whether each plane of the result adds a number of its own.</summary>
    public bool HasBias { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape)
    {
        var window = WindowOver(inputShape);
        return [Channels, window.Down.Count, window.Across.Count];
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Text([Channels, Kernel], ("stride", Stride, 1), ("padding", Padding, 0), ("bias", HasBias, true));

    internal override IReadOnlyList<ParameterSpec> Parameters(IReadOnlyList<int> inputShape)
    {
        var bound = new InitialValue.Uniform(1 / Math.Sqrt((double)inputShape[0] * Kernel * Kernel));
        var weight = new ParameterSpec("weight", [Channels, inputShape[0], Kernel, Kernel], bound);
        return HasBias ? [weight, new ParameterSpec("bias", [Channels], bound)] : [weight];
    }

    internal override Rows Record(Recorder recorder, LayerInput input, IReadOnlyList<ParameterRange> parameters)
    {
        var window = WindowOver(input.Shape);
        var output = recorder.New(checked(Channels * window.Positions), reusable: true);
        long work = (long)output.Height * window.Channels * window.Taps;
        int weight = parameters[0].Offset;
        int? bias = HasBias ? parameters[1].Offset : null;
        recorder.Forward(Kernels.Of(new Conv2DForward(window, Channels, weight, bias), work, input.Rows, output));

        var gradient = recorder.Gradient(output);
        var learn = Kernels.Of(new Conv2DWeightGradient(window, Channels, weight, bias), work, input.Rows, gradient);
        if (recorder.WantsGradient(input.Rows))
        {
            recorder.Backward(learn, Kernels.Of(
                new Conv2DInputGradient(window, Channels, weight), work, gradient, recorder.Gradient(input.Rows)));
        }
        else
        {
            recorder.Backward(learn);
        }

        return output;
    }

    private ImageWindow WindowOver(IReadOnlyList<int> shape) => ImageWindow.Over(shape, Kernel, Stride, Padding)
        ?? throw ShapeMismatch(
            $"images, as channels x height x width, of at least {Math.Max(1, Kernel - (2 * Padding))} pixels each way", shape);
}
