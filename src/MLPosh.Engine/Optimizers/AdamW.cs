using MLPosh.Devices;

namespace MLPosh;

/// <summary>Adam whose weight decay is taken off the parameter itself, p -= learningRate * weightDecay * p, before its step.</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.optim.AdamW.html</remarks>
public sealed record AdamW : MomentOptimizer
{
    /// <param name="learningRate">Above 0.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public AdamW(double learningRate = 0.001)
        : base(learningRate, weightDecay: 0.01)
    {
    }

    /// <inheritdoc/>
    public override string Name => nameof(AdamW);

    /// <inheritdoc/>
    public override string Equation => "p -= lr·λ·p, then Adam's p -= lr·m̂/(√v̂ + ε)";

    /// <summary>Whether the largest v so far is used, so that rates only go down.</summary>
    public bool AmsGrad { get; init; }

    internal override OptimizerState Start(Plan plan, Func<double> evaluate) =>
        new AdamState(plan, Beta1, Beta2, Epsilon, AmsGrad, coupledDecay: 0, WeightDecay);
}
