using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// -Σ tᵢ ln softmax(p)ᵢ of one sample, by its logits p; t is 1 for the class and 0 for the others, or probabilities. The
/// mean is one over samples.
/// </summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html.</remarks>
internal sealed class CrossEntropyLoss() : Loss("CrossEntropy")
{
    public override string Equation => "ln(sum_j e^p_j) - p_t";

    public override string DerivativeEquation => "softmax(p)_i - t_i";

    public override string Targets => "classes with an output each, or rows of probabilities";

    internal override ILossHandle OverNumbers { get; } = new ColumnLoss<OfLogits>();

    internal override ILossHandle OverClasses => OverNumbers;

    internal override string? Objection(ReadOnlySpan<double> targets, int width) => Probabilities.Objection(targets, width);

    internal readonly struct OfLogits : IColumnLossFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Evaluate<T, TColumn>(TColumn prediction, TColumn target, TColumn slope)
            where T : struct, IReal<T>
            where TColumn : struct, IColumn<T>
        {
            // The exponentials are kept where the slopes go, so that each is taken once.
            var largest = Columns.Largest<T, TColumn>(prediction);
            var (sum, total) = (T.Constant(0), T.Constant(0));
            for (int i = 0; i < prediction.Count; i++)
            {
                var power = T.Exp(prediction[i] - largest);
                slope[i] = power;
                sum += power;
                total += target[i];
            }

            // Probabilities add up to 1 but for their rounding, which the derivative takes along.
            var (logSum, scale) = (T.Log(sum), total / sum);
            var loss = T.Constant(0);
            for (int i = 0; i < prediction.Count; i++)
            {
                loss = T.MultiplyAdd(target[i], logSum + (largest - prediction[i]), loss);
                slope[i] = T.MultiplyAdd(slope[i], scale, -target[i]);
            }

            return loss;
        }
    }
}
