using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>-Σ tᵢ pᵢ of one sample, by log-probabilities p (a network that ends with LogSoftmax). The mean is one over samples.</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html.</remarks>
internal sealed class NegativeLogLikelihoodLoss() : Loss("NegativeLogLikelihood")
{
    public override string Equation => "-p_t";

    public override string DerivativeEquation => "-t_i";

    public override string Targets => "classes with an output each, or rows of probabilities";

    internal override ILossHandle OverNumbers { get; } = new ElementLoss<OfLogarithm>(isMeanOverSamples: true);

    internal override ILossHandle OverClasses => OverNumbers;

    internal override string? Objection(ReadOnlySpan<double> targets, int width) => Probabilities.Objection(targets, width);

    internal readonly struct OfLogarithm : ILossFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Value<T>(T prediction, T target)
            where T : struct, IReal<T> => -(target * prediction);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Slope<T>(T prediction, T target)
            where T : struct, IReal<T> => -target;
    }
}
