using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// The mean of each window; pixels around the image count as zeros, as PyTorch's count_include_pad has it. Backward: each
/// number of a window gets an equal share of its slope.
/// </summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html.</remarks>
public sealed class AveragePoolLayer : PoolLayer
{
    internal static readonly LayerKind Kind = new(
        "AveragePool",
        "AveragePool(kernel, stride=kernel, padding=0)",
        arguments =>
        {
            int kernel = arguments.Whole("kernel");
            return new AveragePoolLayer(kernel, arguments.Whole("stride", kernel), arguments.Whole("padding", 0));
        });

    /// <inheritdoc/>
    public AveragePoolLayer(int kernel, int? stride = null, int padding = 0)
        : base(kernel, stride, padding)
    {
    }

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    private protected override bool IsOutputFree => true;

    private protected override Operation Forward(ImageWindow window, long work, Rows input, Rows output) =>
        Kernels.Of(new Mean(window), work, input, output);

    private protected override Operation Backward(
        ImageWindow window, long work, Rows input, Rows output, Rows outputGradient, Rows inputGradient) =>
        Kernels.Of(new Share(window), work, outputGradient, inputGradient);

    internal readonly struct Mean(ImageWindow window) : IKernel
    {
        public int Count => window.PositionRows;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int row)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            var share = T.Constant(1.0 / window.Taps);
            var seen = new WindowPixels(window, row, 1);
            while (seen.NextWindow())
            {
                T sum = default;
                while (seen.MoveNext())
                {
                    sum += view.Get(0, seen.Pixel);
                }

                view.Set(1, seen.Position, sum * share);
            }
        }
    }

    internal readonly struct Share(ImageWindow window) : IKernel
    {
        public int Count => window.PositionRows / window.ApartRows;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int part)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            var share = T.Constant(1.0 / window.Taps);
            var seen = new WindowPixels(window, part * window.ApartRows, window.ApartRows);
            while (seen.NextWindow())
            {
                var slope = view.Get(0, seen.Position) * share;
                while (seen.MoveNext())
                {
                    view.Set(1, seen.Pixel, view.Get(1, seen.Pixel) + slope);
                }
            }
        }
    }
}
