namespace MLPosh;

/// <summary>The epochs of one training of a trial, as they come.</summary>
internal sealed class TrialRun
{
    private readonly List<float> _losses = [];
    private readonly List<float> _validationLosses = [];

    /// <summary>The last record; set before anything else is asked for.</summary>
    public TrainingEpoch Last { get; set; } = null!;

    public bool IsDiverged => Last.StopReason == StopReason.Diverged;

    /// <summary>Keeps what an epoch came to.</summary>
    public void Keep(double loss, double? validationLoss)
    {
        _losses.Add((float)loss);
        if (validationLoss is { } validation)
        {
            _validationLosses.Add((float)validation);
        }
    }

    /// <summary>The mean history of several trainings, as long as the shortest.</summary>
    public static TrialHistory Mean(IReadOnlyList<TrialRun> runs) => runs.Count == 1
        ? new TrialHistory([.. runs[0]._losses], [.. runs[0]._validationLosses])
        : new TrialHistory(Mean([.. runs.Select(run => run._losses)]), Mean([.. runs.Select(run => run._validationLosses)]));

    private static float[] Mean(List<float>[] curves) =>
        [.. Enumerable.Range(0, curves.Min(curve => curve.Count)).Select(epoch => curves.Average(curve => curve[epoch]))];
}
