using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Adam: g += weightDecay * p; m = beta1 * m + (1 - beta1) * g; v = beta2 * v + (1 - beta2) * g²;
/// p -= learningRate / (1 - beta1^t) * m / (√(v / (1 - beta2^t)) + epsilon), in step t from 1. With AmsGrad the largest v
/// so far takes the place of v.
/// </summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.optim.Adam.html</remarks>
public sealed record Adam : MomentOptimizer
{
    /// <param name="learningRate">Above 0.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public Adam(double learningRate = 0.001)
        : base(learningRate)
    {
    }

    /// <inheritdoc/>
    public override string Name => nameof(Adam);

    /// <inheritdoc/>
    public override string Equation => "m = β₁m + (1-β₁)g; v = β₂v + (1-β₂)g²; p -= lr·m̂/(√v̂ + ε), m̂ = m/(1-β₁ᵗ), v̂ = v/(1-β₂ᵗ)";

    /// <summary>Whether the largest v so far is used, so that rates only go down.</summary>
    public bool AmsGrad { get; init; }

    internal override OptimizerState Start(Plan plan, Func<double> evaluate) =>
        new AdamState(plan, Beta1, Beta2, Epsilon, AmsGrad, WeightDecay, decoupledDecay: 0);
}
