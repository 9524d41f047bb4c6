namespace MLPosh;

/// <summary>Multiplies the learning rate by Gamma after each epoch.</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html</remarks>
public sealed record ExponentialSchedule : Schedule
{
    /// <inheritdoc/>
    public override string Name => "Exponential";

    /// <inheritdoc/>
    public override string Equation => "lr·γ^e";

    /// <summary>What the rate is multiplied by: above 0, at most 1. (PyTorch has no default.)</summary>
    public double Gamma
    {
        get;
        init => field = Option.Factor(value, nameof(Gamma));
    }
    = 0.95;

    private protected override ScheduleState StartMain(double learningRate, int epochs, int batches) =>
        new FormulaState((epoch, _) => learningRate * Math.Pow(Gamma, epoch));
}
