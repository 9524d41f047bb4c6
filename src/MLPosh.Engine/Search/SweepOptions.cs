namespace MLPosh;

/// <summary>How to run a sweep. All have defaults.</summary>
public sealed record SweepOptions
{
    /// <summary>Samples to measure each trial on; null for those it was trained on.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>Cross-validation: in how many folds to cut the samples; null for none.</summary>
    public int? Fold
    {
        get;
        init => field = value is { } folds ? Option.AtLeast(2, folds, nameof(Fold)) : null;
    }

    /// <summary>What trials are trained on, unless one of their parameters says something else.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Default;

    /// <summary>Trials at the same time; null for what the device does well at once, see <see cref="ComputeDevice.TrainingsAtOnce"/>.</summary>
    public int? ThrottleLimit
    {
        get;
        init => field = value is { } trials ? Option.AtLeast(1, trials, nameof(ThrottleLimit)) : null;
    }

    /// <summary>Successive halving; null for training each trial to its end.</summary>
    public HalvingOptions? Halving { get; init; }

    /// <summary>For the seeds of the trials, and the choice of folds.</summary>
    public required long Seed { get; init; }

    /// <summary>Where to write TensorBoard's event files, a folder a trial; null for nowhere.</summary>
    public string? TensorBoardFolder { get; init; }

    /// <summary>Called on the caller's thread while trials run, about five times a second.</summary>
    public Action<SweepProgress>? Progress { get; init; }

    /// <summary>Called on the caller's thread with what is likely a mistake though it can be trained, each text once.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>
    /// Whether this is one of many processes that a cluster runs: it claims only what it can begin at once, and without
    /// halving leaves to others what they work on.
    /// </summary>
    internal bool IsWorker { get; init; }
}

/// <summary>How successive halving goes.</summary>
/// <param name="MinEpoch">Epochs that every trial gets.</param>
/// <param name="Factor">One trial in so many goes on to so many times the epochs.</param>
/// <param name="MaxEpoch">The most epochs of a trial.</param>
public sealed record HalvingOptions(int MinEpoch, int Factor, int MaxEpoch)
{
    /// <summary>At least 1.</summary>
    public int MinEpoch { get; } = Option.AtLeast(1, MinEpoch, nameof(MinEpoch));

    /// <summary>At least 2.</summary>
    public int Factor { get; } = Option.AtLeast(2, Factor, nameof(Factor));
}

/// <summary>How far a sweep is.</summary>
/// <param name="Done">Pieces of work that are finished: trials, or with halving trials of each rung.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Elapsed">Time since it began.</param>
/// <param name="Best">The best trial so far; null before the first with a finite loss.</param>
public readonly record struct SweepProgress(int Done, int Count, TimeSpan Elapsed, SweepTrial? Best);
