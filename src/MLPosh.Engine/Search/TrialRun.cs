namespace MLPosh;

/// <summary>The epochs of one training of a trial, as they come.</summary>
internal sealed class TrialRun
{
    private readonly List<float> _losses = [];
    private readonly List<float> _validationLosses = [];

    public TrainingEpoch Last { get; private set; } = null!;

    public bool IsDiverged => Last.StopReason == StopReason.Diverged;

    public void Add(TrainingEpoch epoch, bool keeps)
    {
        Last = epoch;
        if (keeps)
        {
            _losses.Add((float)epoch.Loss);
            if (epoch.ValidationLoss is { } loss)
            {
                _validationLosses.Add((float)loss);
            }
        }
    }

    /// <summary>The mean history of several trainings, as long as the shortest.</summary>
    public static TrialHistory Mean(IReadOnlyList<TrialRun> runs) => runs.Count == 1
        ? new TrialHistory([.. runs[0]._losses], [.. runs[0]._validationLosses])
        : new TrialHistory(Mean([.. runs.Select(run => run._losses)]), Mean([.. runs.Select(run => run._validationLosses)]));

    private static float[] Mean(List<float>[] curves) =>
        [.. Enumerable.Range(0, curves.Min(curve => curve.Count)).Select(epoch => curves.Average(curve => curve[epoch]))];
}
