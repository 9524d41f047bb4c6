namespace MLPosh;

/// <summary>Lets the learning rate fall along half a cosine wave; beyond MaxEpoch it rises again.</summary>
/// <remarks>
/// Source: the closed form of https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html
/// </remarks>
public sealed record CosineSchedule : Schedule
{
    /// <inheritdoc/>
    public override string Name => "Cosine";

    /// <inheritdoc/>
    public override string Equation => "min + (lr - min)·(1 + cos(π·e/MaxEpoch))/2";

    /// <summary>Epochs from the first rate to the lowest (T_max); at least 1, at most the run's. Null for all of the run.</summary>
    public int? MaxEpoch
    {
        get;
        init => field = value is { } epochs ? Option.AtLeast(1, epochs, nameof(MaxEpoch)) : null;
    }

    /// <summary>The lowest rate (eta_min); 0 or above.</summary>
    public double MinLearningRate
    {
        get;
        init => field = Option.NotNegative(value, nameof(MinLearningRate));
    }

    private protected override void CheckLength(int epochs, string meaning)
    {
        if (MaxEpoch > epochs)
        {
            throw Option.OutOfRange(nameof(MaxEpoch), MaxEpoch, $"at most {epochs}, {meaning}");
        }
    }

    private protected override ScheduleState StartMain(double learningRate, int epochs, int batches)
    {
        double half = Math.PI / (MaxEpoch ?? epochs);
        return new FormulaState(
            (epoch, _) => MinLearningRate + ((learningRate - MinLearningRate) * (1 + Math.Cos(half * epoch)) / 2));
    }
}
