namespace MLPosh;

/// <summary>
/// Successive halving: all trials train for a few epochs, the best of each <c>factor</c> go on to <c>factor</c> times as
/// many, and so on until the last rung trains to the end. Rung after rung, not asynchronously as ASHA does it: which trials
/// go on then depends on their losses alone, and not on which of them were fast.
/// </summary>
/// <remarks>
/// Source: Jamieson, Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", AISTATS 2016;
/// Li et al., "Hyperband", JMLR 18, 2018, algorithm 1 for the number that go on.
/// </remarks>
internal static class SuccessiveHalving
{
    /// <summary>The epochs that each rung trains to, the last the trials' own end.</summary>
    public static IReadOnlyList<int> Rungs(HalvingOptions options)
    {
        var rungs = new List<int>();
        for (long epochs = options.MinEpoch; epochs < options.MaxEpoch; epochs *= options.Factor)
        {
            rungs.Add((int)epochs);
        }

        return [.. rungs, options.MaxEpoch];
    }

    /// <summary>How many of so many go on.</summary>
    public static int Survivors(int trials, int factor) => Math.Max(1, trials / factor);

    /// <summary>The trials that go on, in their own order: those of the lowest losses, of equal ones the first.</summary>
    /// <param name="trials">What a rung came to.</param>
    /// <param name="factor">One in so many goes on.</param>
    public static IReadOnlySet<int> Best(IReadOnlyList<SweepTrial> trials, int factor) => trials
        .Where(trial => double.IsFinite(trial.BestLoss))
        .OrderBy(trial => trial.BestLoss).ThenBy(trial => trial.Trial)
        .Take(Survivors(trials.Count, factor))
        .Select(trial => trial.Trial)
        .ToHashSet();
}
