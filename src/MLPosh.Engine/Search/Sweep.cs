namespace MLPosh;

/// <summary>
/// Trains many trials side by side: their results come in the order of the trials, while later ones still run. Neither the
/// order nor a number depends on how many run at the same time.
/// </summary>
public static class Sweep
{
    /// <summary>Runs a sweep as its results are enumerated; who stops enumerating stops it.</summary>
    /// <param name="trials">What to train with, trial by trial.</param>
    /// <param name="setup">Makes what a trial trains; called on the caller's thread, for a trial again at each rung.</param>
    /// <param name="dataset">The samples to train on.</param>
    /// <param name="options">How.</param>
    /// <param name="store">Where finished trials are kept and looked up; null for nowhere.</param>
    /// <param name="token">Stops between two steps, with OperationCanceledException.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange for more folds than samples.</exception>
    public static IEnumerable<SweepTrial> Run(
        IReadOnlyCollection<TrialParameters> trials,
        Func<Trial, TrialSetup> setup,
        Dataset dataset,
        SweepOptions options,
        TrialStore? store = null,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(trials);
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        return Run([.. Numbered(trials, options.Seed)], setup, dataset, options, store?.Inner, token);
    }

    /// <summary>Numbers the trials and gives each its seed.</summary>
    internal static IEnumerable<Trial> Numbered(IEnumerable<TrialParameters> trials, long seed) =>
        trials.Select((parameters, i) => new Trial(i + 1, parameters, parameters.SeedIn(seed)));

    /// <summary>The same for trials that have their numbers.</summary>
    internal static IEnumerable<SweepTrial> Run(
        IReadOnlyList<Trial> trials,
        Func<Trial, TrialSetup> setup,
        Dataset dataset,
        SweepOptions options,
        ITrialStore? store,
        CancellationToken token)
    {
        IReadOnlyList<(Dataset, Dataset?)> folds = options.Fold is { } count
            ? [.. DatasetSplitter.Fold(dataset, count, options.Seed, stratify: dataset.Classes is not null)
                .Select(fold => (fold.Train, (Dataset?)fold.Test))]
            : [(dataset, options.Validation)];
        return Trials(trials, setup, folds, options, store, token);
    }

    private static IEnumerable<SweepTrial> Trials(
        IReadOnlyList<Trial> trials,
        Func<Trial, TrialSetup> setup,
        IReadOnlyList<(Dataset Train, Dataset? Validation)> folds,
        SweepOptions options,
        ITrialStore? store,
        CancellationToken token)
    {
        using var run = new SweepRun(setup, folds, options, store is null ? null : new SweepStore(store), token);
        var results = options.Halving is { } halving
            ? HalvingRun.Trials(run, trials, halving)
            : run.Trials(trials, trials.Count, budget: null);
        foreach (var trial in results)
        {
            yield return trial;
        }
    }
}
