namespace MLPosh;

/// <summary>One trial of a sweep, before it is trained.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Parameters">What it is to be trained with.</param>
/// <param name="Seed">Its seed: of the sweep's seed and these values.</param>
public sealed record Trial(int Number, TrialParameters Parameters, long Seed)
{
    /// <inheritdoc/>
    public override string ToString() => $"Trial {Number}: {Parameters}";
}

/// <summary>What a trial trains, and how.</summary>
/// <param name="Network">A network of its own.</param>
/// <param name="Options">Without validation: the sweep has that.</param>
/// <param name="Shown">The parameters as its result shows them: those of the trial, and the same names for all trials.</param>
public sealed record TrialSetup(Network Network, TrainingOptions Options, TrialParameters Shown);
