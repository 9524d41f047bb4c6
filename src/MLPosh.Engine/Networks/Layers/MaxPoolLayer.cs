using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// The largest number of each window. Backward: a window's slope goes to that number, the first of equals; pixels around
/// the image are never the largest.
/// </summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html.</remarks>
public sealed class MaxPoolLayer : PoolLayer
{
    internal static readonly LayerKind Kind = new(
        "MaxPool",
        "MaxPool(kernel, stride=kernel, padding=0)",
        arguments =>
        {
            int kernel = arguments.Whole("kernel");
            return new MaxPoolLayer(kernel, arguments.Whole("stride", kernel), arguments.Whole("padding", 0));
        });

    /// <inheritdoc/>
    public MaxPoolLayer(int kernel, int? stride = null, int padding = 0)
        : base(kernel, stride, padding)
    {
    }

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    private protected override bool IsOutputFree => false;

    private protected override Operation Forward(ImageWindow window, long work, Rows input, Rows output) =>
        Kernels.Of(new Largest(window), work, input, output);

    private protected override Operation Backward(
        ImageWindow window, long work, Rows input, Rows output, Rows outputGradient, Rows inputGradient) =>
        Kernels.Of(new ToLargest(window), work, input, output, outputGradient, inputGradient);

    internal readonly struct Largest(ImageWindow window) : IKernel
    {
        public int Count => window.PositionRows;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int row)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            var seen = new WindowPixels(window, row, 1);
            while (seen.NextWindow())
            {
                seen.MoveNext();
                var largest = view.Get(0, seen.Pixel);
                while (seen.MoveNext())
                {
                    largest = RealMath.Larger(largest, view.Get(0, seen.Pixel));
                }

                view.Set(1, seen.Position, largest);
            }
        }
    }

    internal readonly struct ToLargest(ImageWindow window) : IKernel
    {
        public int Count => window.PositionRows / window.ApartRows;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int part)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            var zero = T.Constant(0);
            var seen = new WindowPixels(window, part * window.ApartRows, window.ApartRows);
            while (seen.NextWindow())
            {
                var (largest, left) = (view.Get(1, seen.Position), view.Get(2, seen.Position));
                while (seen.MoveNext())
                {
                    // What is not below the largest is the largest, and takes all that is left.
                    var isBelow = largest - view.Get(0, seen.Pixel);
                    view.Set(3, seen.Pixel, view.Get(3, seen.Pixel) + T.IfPositive(isBelow, zero, left));
                    left = T.IfPositive(isBelow, left, zero);
                }
            }
        }
    }
}
