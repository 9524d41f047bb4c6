namespace MLPosh;

/// <summary>Multiplies the learning rate by Gamma every StepSize epochs.</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html</remarks>
public sealed record StepSchedule : Schedule
{
    /// <inheritdoc/>
    public override string Name => "Step";

    /// <inheritdoc/>
    public override string Equation => "lr·γ^⌊e/StepSize⌋";

    /// <summary>Epochs from one change to the next; at least 1, below the run's. Null for a third of the run.</summary>
    public int? StepSize
    {
        get;
        init => field = value is { } epochs ? Option.AtLeast(1, epochs, nameof(StepSize)) : null;
    }

    /// <summary>What the rate is multiplied by: above 0, at most 1.</summary>
    public double Gamma
    {
        get;
        init => field = Option.Factor(value, nameof(Gamma));
    }
    = 0.1;

    private protected override void CheckLength(int epochs, string meaning)
    {
        if (StepSize >= epochs)
        {
            throw Option.OutOfRange(nameof(StepSize), StepSize, $"below {epochs}, {meaning}");
        }
    }

    private protected override ScheduleState StartMain(double learningRate, int epochs, int batches)
    {
        int size = StepSize ?? Math.Max(1, epochs / 3);
        return new FormulaState((epoch, _) => learningRate * Math.Pow(Gamma, epoch / size));
    }
}
