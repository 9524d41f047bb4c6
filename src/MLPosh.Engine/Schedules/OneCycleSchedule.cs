namespace MLPosh;

/// <summary>
/// One rise and one fall of the learning rate over the whole run, both along half a cosine wave, step by step: from
/// lr / DivFactor up to lr, the optimizer's, and down to lr / DivFactor / FinalDivFactor.
/// </summary>
/// <remarks>
/// Source: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html with the optimizer's learning
/// rate as max_lr and cycle_momentum=False: momentum stays as it is.
/// </remarks>
public sealed record OneCycleSchedule : Schedule
{
    /// <inheritdoc/>
    public override string Name => "OneCycle";

    /// <inheritdoc/>
    public override string Equation => "lr/DivFactor ↗ lr ↘ lr/DivFactor/FinalDivFactor, along cosines, by step";

    /// <summary>What part of the steps the rise takes (pct_start); from 0 to 1.</summary>
    public double PercentStart
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw Option.OutOfRange(nameof(PercentStart), value, "a number from 0 to 1");
    }
    = 0.3;

    /// <summary>How much lower than the highest rate the first one is; above 0.</summary>
    public double DivFactor
    {
        get;
        init => field = Option.Positive(value, nameof(DivFactor));
    }
    = 25;

    /// <summary>How much lower than the first rate the last one is; above 0.</summary>
    public double FinalDivFactor
    {
        get;
        init => field = Option.Positive(value, nameof(FinalDivFactor));
    }
    = 1e4;

    private protected override ScheduleState StartMain(double learningRate, int epochs, int batches)
    {
        double last = ((double)epochs * batches) - 1;
        double top = (PercentStart * (last + 1)) - 1;
        double first = learningRate / DivFactor, lowest = first / FinalDivFactor;
        return new FormulaState((_, step) => step <= top
            ? Between(first, learningRate, top == 0 ? 1 : step / top)
            : Between(learningRate, lowest, (step - top) / (last - top)));
    }

    private static double Between(double from, double to, double part) =>
        to + ((from - to) / 2 * (1 + Math.Cos(Math.PI * part)));
}
