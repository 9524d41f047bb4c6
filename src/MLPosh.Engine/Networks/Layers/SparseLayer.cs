using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Passes on activations between 0 and 1 as they are and adds weight · Σⱼ KL(ρ, r[j]) to the loss, where r[j] is the mean of
/// unit j over the batch and KL(ρ, r) = ρ ln(ρ / r) + (1 - ρ) ln((1 - ρ) / (1 - r)): each unit is drawn to be active as
/// rarely as ρ says.
/// </summary>
/// <remarks>
/// Backward: dx[j] = dy[j] + weight ((1 - ρ) / (1 - r[j]) - ρ / r[j]) / samples. A mean nearer than 1e-6 to 0 or 1 counts as
/// that near: in single precision a Sigmoid reaches both. What is measured over more samples than an evaluation takes at
/// once (at most 16384) is the mean of its parts' terms. Source: Ng, "Sparse autoencoder", CS294A lecture notes, 2011.
/// </remarks>
public sealed class SparseLayer : Layer
{
    internal static readonly LayerKind Kind = new(
        "Sparse",
        "Sparse(rho)",
        arguments => new SparseLayer(arguments.Number("rho"), arguments.Number("weight", 1)));

    /// <param name="rho">The mean activation that units are drawn to, above 0 and below 1.</param>
    /// <param name="weight">Of the term in the loss, 0 or above.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public SparseLayer(double rho, double weight = 1)
    {
        Rho = Option.Between(0, 1, rho, "The rho of a Sparse layer");
        Weight = Option.NotNegative(weight, "The weight of a Sparse layer");
    }

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <summary>The mean activation that units are drawn to.</summary>
    public double Rho { get; }

    /// <summary>Of the term in the loss.</summary>
    public double Weight { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape) => inputShape;

    /// <inheritdoc/>
    public override string ToString() => Text([Rho], ("weight", Weight, 1.0));

    internal override void CheckPlace(int index, Layer? before)
    {
        if (before is not ActivationLayer { Activation: { Middle: not 0 } or { Name: nameof(Softmax) } })
        {
            throw new MLPoshException(
                ErrorId.NetworkShapeMismatch,
                $"{this} takes activations between 0 and 1: it must follow an activation such as Sigmoid, but follows "
                + $"{before?.ToString() ?? "the network's input"}.",
                this);
        }
    }

    internal override Rows Record(Recorder recorder, LayerInput input, IReadOnlyList<ParameterRange> parameters)
    {
        recorder.Keep(input.Rows);
        recorder.Forward(Kernels.OfBatch(new Measure(input.Rows.Height, Rho, Weight), input.Rows));
        if (recorder.WantsGradient(input.Rows))
        {
            recorder.Backward(Kernels.OfBatch(
                new Learn(input.Rows.Height, Rho, Weight), input.Rows, recorder.Gradient(input.Rows)));
        }

        return input.Rows;
    }

    internal readonly struct Measure(int height, double rho, double weight) : IBatchKernel
    {
        // Here and not in Run: ILGPU has no Math.Log for NVIDIA GPUs.
        private readonly double _least = (rho * Math.Log(rho)) + ((1 - rho) * Math.Log(1 - rho));

        public int Count => height;

        public void Run<T, TView>(TView view, int row)
            where T : struct, IReal<T>
            where TView : struct, IBatchView<T>
        {
            var mean = Mean<T, TView>(view, row);
            var rest = T.Constant(1) - mean;
            view.AddPenalty(T.Constant(weight) * (
                T.Constant(_least)
                - (T.Constant(rho) * T.Log(mean)) - (T.Constant(1 - rho) * T.Log(rest))));
        }
    }

    internal readonly struct Learn(int height, double rho, double weight) : IBatchKernel
    {
        public int Count => height;

        public void Run<T, TView>(TView view, int row)
            where T : struct, IReal<T>
            where TView : struct, IBatchView<T>
        {
            var mean = Mean<T, TView>(view, row);
            var slope = T.Constant(weight / view.SampleCount)
                * ((T.Constant(1 - rho) / (T.Constant(1) - mean)) - (T.Constant(rho) / mean));
            for (int register = 0; register < view.Registers; register++)
            {
                view.Set(1, row, register, view.Get(1, row, register) + view.RealOnly(slope, register));
            }
        }
    }

    private static T Mean<T, TView>(TView view, int row)
        where T : struct, IReal<T>
        where TView : struct, IBatchView<T>
    {
        var sum = T.Constant(0);
        for (int register = 0; register < view.Registers; register++)
        {
            sum += view.RealOnly(view.Get(0, row, register), register);
        }

        return RealMath.Clamp(T.Constant(1e-6), T.Constant(1 - 1e-6), view.Total(sum) * T.Constant(1.0 / view.SampleCount));
    }
}
