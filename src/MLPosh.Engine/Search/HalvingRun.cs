namespace MLPosh;

/// <summary>
/// A sweep by successive halving. A trial that goes on is trained again from its start: the same bits as if it had gone on
/// from where it was, with nothing to keep in memory or on the disk between the rungs, for at most factor / (factor - 1)
/// times the epochs.
/// </summary>
internal static class HalvingRun
{
    /// <summary>The trials in their order, each as soon as it and those before it have gone as far as they go.</summary>
    /// <param name="run">What trains them.</param>
    /// <param name="trials">All trials.</param>
    /// <param name="options">The rungs.</param>
    public static IEnumerable<SweepTrial> Trials(SweepRun run, IReadOnlyList<Trial> trials, HalvingOptions options)
    {
        var final = new SortedDictionary<int, SweepTrial>();
        int next = 0;
        var rungs = SuccessiveHalving.Rungs(options);
        IReadOnlyList<Trial> running = trials;
        for (int rung = 0; rung < rungs.Count && running.Count > 0; rung++)
        {
            bool isLast = rung == rungs.Count - 1;
            var results = run.Trials(running, running.Count, rungs[rung]).ToList();
            var best = isLast ? new HashSet<int>() : SuccessiveHalving.Best(results, options.Factor);
            var left = results.Where(result => !best.Contains(result.Trial)).ToList();

            // What stopped by itself before the rung's end would not have gone on anyway.
            var pruned = left
                .Where(result => !isLast && result.State == TrialState.Completed && result.Epochs == rungs[rung])
                .Select(result => result.Trial).ToHashSet();
            run.Prune(pruned, rungs[rung]);
            foreach (var result in left)
            {
                final.Add(result.Trial, pruned.Contains(result.Trial) ? result with { State = TrialState.Pruned } : result);
            }

            running = [.. running.Where(trial => best.Contains(trial.Number))];
            while (next < trials.Count && final.Remove(trials[next].Number, out var ready))
            {
                next++;
                yield return ready;
            }
        }
    }
}
