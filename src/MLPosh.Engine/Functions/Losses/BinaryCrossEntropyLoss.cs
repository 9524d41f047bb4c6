using System.Globalization;
using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// ln(1 + e^p) - t p: the cross entropy of the target t, from 0 to 1, against σ(p), by the logit p. The mean is one over
/// all numbers. Of two classes the first is 0, the second 1.
/// </summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html.</remarks>
internal sealed class BinaryCrossEntropyLoss() : Loss("BinaryCrossEntropy")
{
    public override string Equation => "ln(1 + e^p) - t p";

    public override string DerivativeEquation => "sigmoid(p) - t";

    public override string Targets => "two classes with one output, or numbers from 0 to 1";

    internal override ILossHandle OverNumbers { get; } = new ElementLoss<OfLogit>();

    internal override ILossHandle OverTwoClasses => OverNumbers;

    internal override string? Objection(ReadOnlySpan<double> targets, int width)
    {
        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i] is not (>= 0 and <= 1))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"needs two classes or targets from 0 to 1, but row {(i / width) + 1} has {targets[i]}");
            }
        }

        return null;
    }

    internal readonly struct OfLogit : ILossFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Value<T>(T prediction, T target)
            where T : struct, IReal<T> => RealMath.Softplus(prediction) - (target * prediction);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Slope<T>(T prediction, T target)
            where T : struct, IReal<T> => RealMath.Sigmoid(prediction) - target;
    }
}
