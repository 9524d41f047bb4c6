using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>In training adds a normal number to each number: y = x + std n; outside it y = x. Backward: dx = dy.</summary>
/// <remarks>Source: Vincent et al., "Stacked denoising autoencoders", JMLR 11, 2010 (additive isotropic Gaussian noise).</remarks>
public sealed class NoiseLayer : Layer
{
    internal static readonly LayerKind Kind = new("Noise", "Noise(std)", arguments => new NoiseLayer(arguments.Number("std")));

    /// <param name="deviation">Standard deviation of the noise, 0 or above.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public NoiseLayer(double deviation) => Deviation = Option.NotNegative(deviation, "The deviation of a Noise layer");

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <summary>Standard deviation of the noise.</summary>
    public double Deviation { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape) => inputShape;

    /// <inheritdoc/>
    public override string ToString() => Text([Deviation]);

    internal override Rows Record(Recorder recorder, LayerInput input, IReadOnlyList<ParameterRange> parameters)
    {
        int height = input.Rows.Height;
        var output = recorder.New(height);
        recorder.Forward(Kernels.Of(new Add(height, input.Layer, Deviation), input.Rows, output));
        if (recorder.WantsGradient(input.Rows))
        {
            recorder.Backward(Kernels.Of(new Pass(height), recorder.Gradient(output), recorder.Gradient(input.Rows)));
        }

        return output;
    }

    internal readonly struct Add(int height, int layer, double deviation) : IKernel
    {
        public int Count => height;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int row)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            var value = view.Get(0, row);
            view.Set(1, row, view.IsTraining ? value + (T.Constant(deviation) * view.Normal(layer, row)) : value);
        }
    }

    internal readonly struct Pass(int height) : IKernel
    {
        public int Count => height;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int row)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            view.Set(1, row, view.Get(0, row));
        }
    }
}
