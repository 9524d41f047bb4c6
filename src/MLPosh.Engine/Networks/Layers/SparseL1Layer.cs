using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Passes on activations as they are and adds weight · Σⱼ |x[j]|, in the mean over the samples, to the loss: what is not
/// worth its size becomes 0. Backward: dx[j] = dy[j] + weight sign(x[j]) / samples.
/// </summary>
/// <remarks>Source: Goodfellow, Bengio, Courville, "Deep learning", 2016, 14.2.1.</remarks>
public sealed class SparseL1Layer : Layer
{
    internal static readonly LayerKind Kind = new(
        "SparseL1", "SparseL1(weight)", arguments => new SparseL1Layer(arguments.Number("weight")));

    /// <param name="weight">Of the term in the loss, 0 or above.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public SparseL1Layer(double weight) => Weight = Option.NotNegative(weight, "The weight of a SparseL1 layer");

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <summary>Of the term in the loss.</summary>
    public double Weight { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape) => inputShape;

    /// <inheritdoc/>
    public override string ToString() => Text([Weight]);

    internal override Rows Record(Recorder recorder, LayerInput input, IReadOnlyList<ParameterRange> parameters)
    {
        recorder.Keep(input.Rows);
        recorder.Forward(Kernels.Of(new Measure(input.Rows.Height, Weight), input.Rows));
        if (recorder.WantsGradient(input.Rows))
        {
            recorder.Backward(Kernels.Of(
                new Learn(input.Rows.Height, Weight), input.Rows, recorder.Gradient(input.Rows)));
        }

        return input.Rows;
    }

    internal readonly struct Measure(int height, double weight) : IKernel
    {
        public int Count => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int part)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            var sum = T.Constant(0);
            for (int row = 0; row < height; row++)
            {
                sum += T.Abs(view.Get(0, row));
            }

            view.AddPenalty(T.Constant(weight) * sum);
        }
    }

    internal readonly struct Learn(int height, double weight) : IKernel
    {
        public int Count => height;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int row)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            var share = view.RealOnly(T.Constant(weight) * view.PerSample);
            view.Set(1, row, view.Get(1, row) + (share * T.Sign(view.Get(0, row))));
        }
    }
}
