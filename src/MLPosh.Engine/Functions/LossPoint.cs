using MLPosh.Devices;
using MLPosh.Devices.Reference;

namespace MLPosh;

/// <summary>A loss at one prediction.</summary>
/// <param name="At">The prediction.</param>
/// <param name="Target">Its target.</param>
/// <param name="Value">The loss: of this prediction, or of the sample that it belongs to.</param>
/// <param name="Derivative">Its derivative by the prediction.</param>
public sealed record LossPoint(double At, double Target, double Value, double Derivative)
{
    internal static IReadOnlyList<LossPoint> Of(Loss loss, IReadOnlyList<double> predictions, IReadOnlyList<double> targets)
    {
        if (predictions.Count != targets.Count)
        {
            throw new MLPoshException(
                ErrorId.DatasetShapeMismatch,
                $"-At has {predictions.Count} number(s), but -Target has {targets.Count}; both must have the same number.",
                targets);
        }

        // A loss that has no form over plain numbers takes 1 for the right class and 0 for the others.
        double[] target = [.. targets];
        if (loss.Objection(target, target.Length) is { } why)
        {
            throw new MLPoshException(ErrorId.LossMismatch, $"The loss {loss.Name} {why}.", targets);
        }

        return (loss.OverNumbers ?? loss.OverClasses!).Accept(new Evaluation([.. predictions], target));
    }

    private sealed class Evaluation(double[] predictions, double[] targets) : ILossVisitor<IReadOnlyList<LossPoint>>
    {
        public IReadOnlyList<LossPoint> Visit<TFunction>()
            where TFunction : struct, ILossFunction => [.. predictions.Zip(targets, (p, t) => new LossPoint(
                p,
                t,
                TFunction.Value(new Real64(p), new Real64(t)).Number,
                TFunction.Slope(new Real64(p), new Real64(t)).Number))];

        public IReadOnlyList<LossPoint> VisitColumn<TFunction>()
            where TFunction : struct, IColumnLossFunction
        {
            var slopes = new double[predictions.Length];
            var value = TFunction.Evaluate<Real64, RealColumn>(
                new RealColumn(predictions), new RealColumn(targets), new RealColumn(slopes));
            return [.. predictions.Select((p, i) => new LossPoint(p, targets[i], value.Number, slopes[i]))];
        }
    }
}
