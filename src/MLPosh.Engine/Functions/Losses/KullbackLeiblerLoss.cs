using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Σ tᵢ (ln tᵢ - pᵢ) of one sample: how far the distribution t is from the one whose logarithms are p. The mean is one
/// over samples, as the divergence is defined.
/// </summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html with reduction 'batchmean'.</remarks>
internal sealed class KullbackLeiblerLoss() : Loss("KullbackLeibler")
{
    public override string Equation => "sum_i t_i (ln t_i - p_i)";

    public override string DerivativeEquation => "-t_i";

    public override string Targets => "rows of probabilities; predictions are their logarithms (LogSoftmax)";

    internal override ILossHandle OverNumbers { get; } = new ElementLoss<OfLogarithm>(isMeanOverSamples: true);

    internal override string? Objection(ReadOnlySpan<double> targets, int width) => Probabilities.Objection(targets, width);

    internal readonly struct OfLogarithm : ILossFunction
    {
        // A target of 0 adds 0; its logarithm must not make a NaN of it.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Value<T>(T prediction, T target)
            where T : struct, IReal<T> => target * (T.IfPositive(target, T.Log(target), T.Constant(0)) - prediction);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Slope<T>(T prediction, T target)
            where T : struct, IReal<T> => -target;
    }
}
