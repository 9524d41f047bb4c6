using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Gaussian units: y[j] = exp(-d[j] / (2 w[j]²)) with d[j] = Σᵢ (x[i] - c[j,i])². Backward: dc[j,i] = dy[j] y[j] (x[i] -
/// c[j,i]) / w[j]², dw[j] = dy[j] y[j] d[j] / w[j]³, dx[i] = -Σⱼ dc[j,i] of this sample.
/// </summary>
/// <remarks>
/// Parameters "center" [units, in] and "width" [units], both learned. At first the centers are normal numbers and the widths
/// 1; the first training places them by <see cref="CenterSearch"/> and notes that in the buffer "placed" [1], so that neither
/// a later training nor a copy does it again. Whoever sets a center or width places them by that.
/// Source: Broomhead and Lowe, "Multivariable functional interpolation and adaptive networks", Complex Systems 2, 1988.
/// </remarks>
public sealed class RadialBasisLayer : Layer, IPlacedLayer
{
    internal static readonly LayerKind Kind = new(
        "RadialBasis", "RadialBasis(n)", arguments => new RadialBasisLayer(arguments.Whole("size")));

    /// <param name="units">Number of units, at least 1.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange for a size below 1.</exception>
    public RadialBasisLayer(int units) => Units = Option.AtLeast(1, units, "The size of a RadialBasis layer");

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <summary>Number of units.</summary>
    public int Units { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape) =>
        inputShape.Count == 1 ? [Units] : throw ShapeMismatch("a plain list of features", inputShape);

    /// <inheritdoc/>
    public override string ToString() => $"RadialBasis({Units})";

    double[][] IPlacedLayer.Place(double[] inputs, int width, long seed, CancellationToken token)
    {
        var search = new CenterSearch(inputs, width, seed, token);
        double[] centers = search.Centers(Units);
        return [centers, search.Widths(centers), [1]];
    }

    internal override IReadOnlyList<ParameterSpec> Parameters(IReadOnlyList<int> inputShape) =>
    [
        new ParameterSpec("center", [Units, inputShape[0]], new InitialValue.Normal(1)),
        new ParameterSpec("width", [Units], new InitialValue.Constant(1)),
        new ParameterSpec("placed", [1], new InitialValue.Constant(0), IsBuffer: true),
    ];

    internal override Rows Record(Recorder recorder, LayerInput input, IReadOnlyList<ParameterRange> parameters)
    {
        var output = recorder.New(Units);
        var sizes = new Sizes(input.Rows.Height, Units, parameters[0].Offset, parameters[1].Offset);
        long work = (long)Units * sizes.Inputs;
        recorder.Forward(Kernels.Of(new Respond(sizes), work, input.Rows, output));
        var gradient = recorder.Gradient(output);
        bool wantsInput = recorder.WantsGradient(input.Rows);
        Rows[] operands = wantsInput
            ? [input.Rows, output, gradient, recorder.Gradient(input.Rows)]
            : [input.Rows, output, gradient];
        recorder.Backward(Kernels.Of(new Learn(sizes, wantsInput), 2 * work, operands));
        return output;
    }

    internal readonly record struct Sizes(int Inputs, int Units, int Center, int Width)
    {
        public int CenterOf(int unit, int input) => Center + (unit * Inputs) + input;
    }

    internal readonly struct Respond(Sizes sizes) : IKernel
    {
        public int Count => sizes.Units;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int unit)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            var distance = Distance<T, TView>(view, sizes, unit);
            var width = view.Parameter(sizes.Width + unit);
            view.Set(1, unit, T.Exp(T.Constant(-0.5) * distance / (width * width)));
        }
    }

    internal readonly struct Learn(Sizes sizes, Flag wantsInput) : IKernel
    {
        // Units have gradients of their own, and share those of the input.
        public int Count => wantsInput ? 1 : sizes.Units;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int part)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            for (int input = 0; wantsInput && input < sizes.Inputs; input++)
            {
                view.Set(3, input, T.Constant(0));
            }

            int end = wantsInput ? sizes.Units : part + 1;
            for (int unit = part; unit < end; unit++)
            {
                var width = view.Parameter(sizes.Width + unit);
                var slope = view.Get(2, unit) * view.Get(1, unit) / (width * width);
                view.AddGradient(sizes.Width + unit, slope * Distance<T, TView>(view, sizes, unit) / width);
                for (int input = 0; input < sizes.Inputs; input++)
                {
                    int center = sizes.CenterOf(unit, input);
                    var pull = slope * (view.Get(0, input) - view.Parameter(center));
                    view.AddGradient(center, pull);
                    if (wantsInput)
                    {
                        view.Set(3, input, view.Get(3, input) - pull);
                    }
                }
            }
        }
    }

    /// <summary>The squared distance of a sample to a unit's center.</summary>
    private static T Distance<T, TView>(TView view, Sizes sizes, int unit)
        where T : struct, IReal<T>
        where TView : struct, IView<T>
    {
        var sum = T.Constant(0);
        for (int input = 0; input < sizes.Inputs; input++)
        {
            var gap = view.Get(0, input) - view.Parameter(sizes.CenterOf(unit, input));
            sum = T.MultiplyAdd(gap, gap, sum);
        }

        return sum;
    }
}
