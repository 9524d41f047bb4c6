namespace MLPosh;

/// <summary>Why a training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs are done. Not 0, which PowerShell takes for false: if ($epoch.StopReason) is true of the last one.</summary>
    Completed = 1,

    /// <summary>The loss stopped getting better (-Patience).</summary>
    EarlyStopping,

    /// <summary>The loss or a parameter is not finite any more.</summary>
    Diverged,

    /// <summary>The time is over (-MaxTime).</summary>
    MaxTime,
}

/// <summary>What one epoch of a training came to. Immutable, and nothing later changes what it shows.</summary>
public sealed record TrainingEpoch
{
    /// <summary>Number of the epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>
    /// Mean loss over the epoch's samples, each batch measured before its update. RandomSearch and NormalEquation: of the
    /// parameters that the epoch ends with.
    /// </summary>
    public required double Loss { get; init; }

    /// <summary>Mean loss over the validation samples after the epoch; null without validation.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>
    /// Share of the samples classified rightly (of the validation, if there is one), measured when the loss is; null where
    /// targets are numbers.
    /// </summary>
    public double? Accuracy { get; init; }

    /// <summary>The learning rate of the epoch; RandomSearch: the moves' standard deviation; NormalEquation: null.</summary>
    public double? LearningRate { get; init; }

    /// <summary>
    /// Euclidean norm of the gradient of the epoch's last batch; NormalEquation: of the loss at the solution;
    /// RandomSearch: null.
    /// </summary>
    public double? GradientNorm { get; init; }

    /// <summary>The lowest loss so far (of the validation, if there is one).</summary>
    public required double BestLoss { get; init; }

    /// <summary>The epoch of <see cref="BestLoss"/>.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Time since the training began.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The seed of the order of the samples, or of RandomSearch's moves.</summary>
    public required long Seed { get; init; }

    /// <summary>Name of the device.</summary>
    public required string Device { get; init; }

    /// <summary>On the last epoch, why it is the last; null on the others.</summary>
    public StopReason? StopReason { get; init; }
}
