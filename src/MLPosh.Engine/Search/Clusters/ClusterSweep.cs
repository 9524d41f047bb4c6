namespace MLPosh;

/// <summary>
/// A sweep whose trials are trained by the machines of a cluster. The trial store, on a disk that all of them see, says what
/// is left: a machine that is lost costs what it was working on.
/// </summary>
public static class ClusterSweep
{
    /// <summary>
    /// Submits what is left of a sweep as its results are enumerated, and gives them as <see cref="Sweep.Run(IReadOnlyCollection{TrialParameters}, Func{Trial, TrialSetup}, Dataset, SweepOptions, TrialStore?, CancellationToken)"/>
    /// does; who stops enumerating ends the jobs.
    /// </summary>
    /// <param name="trials">What to train with, trial by trial.</param>
    /// <param name="setup">Makes what a trial trains; called on the caller's thread before the work is submitted.</param>
    /// <param name="dataset">The samples to train on.</param>
    /// <param name="options">How.</param>
    /// <param name="store">Opened as shared.</param>
    /// <param name="cluster">Where.</param>
    /// <param name="token">Stops, with OperationCanceledException.</param>
    /// <exception cref="MLPoshException">
    /// ClusterNotAvailable, ClusterJobRejected, ClusterJobFailed; OptionOutOfRange for what the cluster is told.
    /// </exception>
    public static IEnumerable<SweepTrial> Run(
        IReadOnlyCollection<TrialParameters> trials,
        Func<Trial, TrialSetup> setup,
        Dataset dataset,
        SweepOptions options,
        TrialStore store,
        ClusterOptions cluster,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(trials);
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(cluster);
        return Trials([.. Sweep.Numbered(trials, options.Seed)], setup, dataset, options, store, cluster, token);
    }

    private static IEnumerable<SweepTrial> Trials(
        Trial[] trials,
        Func<Trial, TrialSetup> setup,
        Dataset dataset,
        SweepOptions options,
        TrialStore store,
        ClusterOptions cluster,
        CancellationToken token)
    {
        using var job = new ClusterJob(cluster, trials.Length, Bundle, options.Warn, token);

        // Not closed here: the caller opened the store.
        var followed = new FollowedStore(store.Inner, job, cluster.Interval);
        foreach (var trial in Sweep.Run(trials, NotHere, dataset, options, followed, token))
        {
            yield return trial;
        }

        job.IsDone = true;

        SweepBundle Bundle(IReadOnlyList<StoredTrial> finished)
        {
            var done = finished.Where(_ => options.Halving is null).Select(stored => stored.Trial.Trial).ToHashSet();
            return new SweepBundle
            {
                Store = store.Directory,
                Identity = store.Identity,
                Dataset = dataset,
                Options = options,
                Trials = trials.Where(trial => !done.Contains(trial.Number)).Select(trial =>
                {
                    token.ThrowIfCancellationRequested();
                    return BundledTrial.Of(trial, setup);
                }),
            };
        }

        static TrialSetup NotHere(Trial trial) => throw new NotSupportedException($"{trial} is for a worker.");
    }
}
