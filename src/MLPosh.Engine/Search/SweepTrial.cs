namespace MLPosh;

/// <summary>What one trial of a sweep came to. Immutable.</summary>
public sealed record SweepTrial
{
    /// <summary>Its number in the sweep, from 1.</summary>
    public required int Trial { get; init; }

    /// <summary>How it ended.</summary>
    public required TrialState State { get; init; }

    /// <summary>What it was trained with.</summary>
    public required TrialParameters Parameters { get; init; }

    /// <summary>
    /// The last epoch's mean loss (of the validation, if there is one; over the folds, if there are some); +∞ where it is
    /// not finite, so that sorting puts failures last.
    /// </summary>
    public double FinalLoss { get; init; } = double.PositiveInfinity;

    /// <summary>The lowest loss of all epochs, measured as <see cref="FinalLoss"/>.</summary>
    public double BestLoss { get; init; } = double.PositiveInfinity;

    /// <summary>The epoch of <see cref="BestLoss"/>; 0 without one. With folds, of the fold with the lowest.</summary>
    public int BestEpoch { get; init; }

    /// <summary>Share of samples classified rightly at the end; null where targets are numbers.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Epochs that it trained for; with folds, the most of a fold.</summary>
    public int Epochs { get; init; }

    /// <summary>Time that its training took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The seed that it was trained with.</summary>
    public required long Seed { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public string? Error { get; init; }

    /// <summary>Name of the device.</summary>
    public required string Device { get; init; }

    /// <summary>Loss epoch by epoch; empty where nobody asked to keep it. With folds, the mean over them.</summary>
    internal TrialHistory History { get; init; } = TrialHistory.None;

    /// <summary>The losses that were kept, one an epoch from the first; none where nobody asked to keep them.</summary>
    public IReadOnlyList<TrialEpoch> GetHistory() => History.Epochs();
}
