using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// The probabilistic code of a variational autoencoder. It takes 2 k numbers a sample: k means m, then k logarithms of
/// variances v. In training z = m + exp(v / 2) n with n normal (the reparameterisation); outside it z = m. In both it adds
/// weight · KL to the loss, KL = ½ Σ (m² + exp(v) - 1 - v) in the mean over the samples: how far the code is from a standard
/// normal one, in nats.
/// </summary>
/// <remarks>
/// Backward: dm = dz + weight m / samples, dv = dz (z - m) / 2 + weight (exp(v) - 1) / (2 samples).
/// Source: Kingma and Welling, "Auto-encoding variational Bayes", ICLR 2014, appendix B.
/// </remarks>
public sealed class SampleLayer : Layer
{
    internal static readonly LayerKind Kind = new(
        "Sample",
        "Sample(n)",
        arguments => new SampleLayer(arguments.Whole("size"), arguments.Number("weight", 1)));

    /// <param name="size">Numbers of the code, at least 1; the layer's input has twice as many.</param>
    /// <param name="weight">Of the KL term in the loss, 0 or above.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public SampleLayer(int size, double weight = 1)
    {
        Size = Option.AtLeast(1, size, "The size of a Sample layer");
        Weight = Option.NotNegative(weight, "The weight of a Sample layer");
    }

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <summary>Numbers of the code.</summary>
    public int Size { get; }

    /// <summary>Of the KL term in the loss.</summary>
    public double Weight { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape) =>
        inputShape.SequenceEqual([2 * Size])
            ? [Size]
            : throw ShapeMismatch($"{Size} mean(s) and {Size} logarithm(s) of variances, so {2 * Size} number(s)", inputShape);

    /// <inheritdoc/>
    public override string ToString() => Text([Size], ("weight", Weight, 1.0));

    internal override Rows Record(Recorder recorder, LayerInput input, IReadOnlyList<ParameterRange> parameters)
    {
        var output = recorder.New(Size);
        recorder.Forward(Kernels.Of(new Draw(Size, Weight, input.Layer), input.Rows, output));
        if (recorder.WantsGradient(input.Rows))
        {
            recorder.Backward(Kernels.Of(
                new Learn(Size, Weight), input.Rows, output, recorder.Gradient(output), recorder.Gradient(input.Rows)));
        }

        return output;
    }

    internal readonly struct Draw(int size, double weight, int layer) : IKernel
    {
        public int Count => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int part)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            var half = T.Constant(0.5);
            var divergence = T.Constant(0);
            for (int i = 0; i < size; i++)
            {
                var (mean, variance) = (view.Get(0, i), view.Get(0, size + i));
                var drawn = view.IsTraining
                    ? T.MultiplyAdd(T.Exp(half * variance), view.Normal(layer, i), mean)
                    : mean;
                view.Set(1, i, drawn);
                divergence += (mean * mean) + ((T.Exp(variance) - T.Constant(1)) - variance);
            }

            view.AddPenalty(T.Constant(0.5 * weight) * divergence);
        }
    }

    internal readonly struct Learn(int size, double weight) : IKernel
    {
        public int Count => size;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int i)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            var half = T.Constant(0.5);
            var share = T.Constant(weight) * view.PerSample;
            var (mean, variance) = (view.Get(0, i), view.Get(0, size + i));
            var slope = view.Get(2, i);
            view.Set(3, i, slope + view.RealOnly(share * mean));
            view.Set(
                3,
                size + i,
                half * ((slope * (view.Get(1, i) - mean)) + view.RealOnly(share * (T.Exp(variance) - T.Constant(1)))));
        }
    }
}
