using System.Globalization;
using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Two bars: how far a sweep is and how long it will take, and under it the best trial so far.</summary>
internal sealed class SweepProgressBars(Cmdlet cmdlet) : IDisposable
{
    private const int SweepActivity = 0;
    private const int BestActivity = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private bool _shown;
    private bool _shownBest;
    private int _told;

    public void Show(SweepProgress progress)
    {
        TellBest(progress.Best);
        if (progress.Elapsed < Patience)
        {
            return;
        }

        _shown = true;
        double left = progress.Done > 0 ? progress.Elapsed.TotalSeconds / progress.Done * (progress.Count - progress.Done) : -1;
        cmdlet.WriteProgress(new ProgressRecord(
            SweepActivity, "Sweep", string.Create(CultureInfo.InvariantCulture, $"{progress.Done} of {progress.Count} trials"))
        {
            PercentComplete = progress.Count > 0 ? (int)(100L * progress.Done / progress.Count) : 0,
            SecondsRemaining = (int)Math.Min(left, int.MaxValue),
        });
        if (progress.Best is { } best)
        {
            _shownBest = true;
            cmdlet.WriteProgress(new ProgressRecord(BestActivity, "Best so far", Text(best)) { ParentActivityId = SweepActivity });
        }
    }

    /// <summary>Says under -Verbose that a trial is better than those before it.</summary>
    public void TellBest(SweepTrial? best)
    {
        if (best is not null && best.Trial != _told)
        {
            _told = best.Trial;
            cmdlet.WriteVerbose($"Best so far: {Text(best)}");
        }
    }

    public void Dispose()
    {
        if (_shownBest)
        {
            Complete(BestActivity, "Best so far");
        }

        if (_shown)
        {
            Complete(SweepActivity, "Sweep");
        }
    }

    private static string Text(SweepTrial best) => string.Create(
        CultureInfo.InvariantCulture, $"trial {best.Trial}, loss {best.BestLoss:G6} in epoch {best.BestEpoch} ({best.Parameters})");

    private void Complete(int activity, string name) =>
        cmdlet.WriteProgress(new ProgressRecord(activity, name, "done") { RecordType = ProgressRecordType.Completed });
}
