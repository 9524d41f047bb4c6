using MLPosh.Devices;

namespace MLPosh;

/// <summary>Slides a window over each plane of an image and keeps one number a position; no parameters.</summary>
public abstract class PoolLayer : Layer
{
    /// <param name="kernel">Side of the square window in pixels, at least 1.</param>
    /// <param name="stride">Pixels from one position of the window to the next, at least 1; null for the kernel's.</param>
    /// <param name="padding">Pixels around the image, from 0 to half the kernel, so that no window sees them alone.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    private protected PoolLayer(int kernel, int? stride, int padding)
    {
        Kernel = Option.AtLeast(1, kernel, $"The kernel of the layer {Name}");
        Stride = Option.AtLeast(1, stride ?? kernel, $"The stride of the layer {Name}");
        Padding = padding >= 0 && padding <= kernel / 2
            ? padding
            : throw Option.OutOfRange(
                $"The padding of the layer {Name}", padding, $"a whole number from 0 to half the kernel, {kernel / 2}");
    }

    /// <summary>Side of the square window in pixels.</summary>
    public int Kernel { get; }

    /// <summary>Pixels from one position of the window to the next.</summary>
    public int Stride { get; }

    /// <summary>Pixels around the image.</summary>
    public int Padding { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape)
    {
        var window = WindowOver(inputShape);
        return [window.Channels, window.Down.Count, window.Across.Count];
    }

    /// <inheritdoc/>
    public override string ToString() => Text([Kernel], ("stride", Stride, Kernel), ("padding", Padding, 0));

    internal override Rows Record(Recorder recorder, LayerInput input, IReadOnlyList<ParameterRange> parameters)
    {
        var window = WindowOver(input.Shape);
        var output = recorder.New(checked(window.Channels * window.Positions), reusable: IsOutputFree);
        long work = (long)output.Height * window.Taps;
        recorder.Forward(Forward(window, work, input.Rows, output));
        if (recorder.WantsGradient(input.Rows))
        {
            // Windows may overlap: what several of them owe to a pixel is added up.
            var gradient = recorder.Gradient(input.Rows);
            recorder.Backward(
                new Clear(gradient), Backward(window, work, input.Rows, output, recorder.Gradient(output), gradient));
        }

        return output;
    }

    /// <summary>Whether the way back can do without the output.</summary>
    private protected abstract bool IsOutputFree { get; }

    private protected abstract Operation Forward(ImageWindow window, long work, Rows input, Rows output);

    private protected abstract Operation Backward(
        ImageWindow window, long work, Rows input, Rows output, Rows outputGradient, Rows inputGradient);

    private ImageWindow WindowOver(IReadOnlyList<int> shape) => ImageWindow.Over(shape, Kernel, Stride, Padding)
        ?? throw ShapeMismatch(
            $"images, as channels x height x width, of at least {Kernel - (2 * Padding)} pixels each way", shape);
}
