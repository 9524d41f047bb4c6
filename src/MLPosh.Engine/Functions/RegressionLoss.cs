using MLPosh.Devices;

namespace MLPosh;

/// <summary>An element-wise loss: what devices compute, and what people read about it.</summary>
internal interface ILoss : ILossFunction
{
    /// <summary>The loss of one element as text.</summary>
    static abstract string Equation { get; }

    /// <summary>Its derivative by p as text.</summary>
    static abstract string DerivativeEquation { get; }
}

/// <summary>A loss for any numbers: the mean of <typeparamref name="TFunction"/> over all of them; it has that type's name.</summary>
internal sealed class RegressionLoss<TFunction>() : Loss(typeof(TFunction).Name)
    where TFunction : struct, ILoss
{
    public override string Equation => TFunction.Equation;

    public override string DerivativeEquation => TFunction.DerivativeEquation;

    public override string Targets => "numbers";

    internal override ILossHandle OverNumbers { get; } = new ElementLoss<TFunction>();
}
