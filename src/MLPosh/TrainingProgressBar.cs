using System.Globalization;
using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Shows how far a training is. Only trainings that last show a bar at all, and each bar is completed.</summary>
internal sealed class TrainingProgressBar(Cmdlet cmdlet, int count, string activity = "Training", string unit = "epoch") : IDisposable
{
    private const int ActivityId = 0;
    private bool _shown;

    public void Show(TrainingProgress progress)
    {
        if (progress.Elapsed < TimeSpan.FromMilliseconds(200))
        {
            return;
        }

        _shown = true;
        int done = progress.Epoch - 1;
        double secondsLeft = done > 0 ? progress.Elapsed.TotalSeconds / done * (count - done) : -1;
        cmdlet.WriteProgress(new ProgressRecord(
            ActivityId,
            activity,
            string.Create(CultureInfo.InvariantCulture, $"{unit} {progress.Epoch} of {count}, loss {progress.Loss:G6}"))
        {
            PercentComplete = (int)(100.0 * done / count),
            SecondsRemaining = (int)Math.Min(secondsLeft, int.MaxValue),
        });
    }

    public void Dispose()
    {
        if (_shown)
        {
            _shown = false;
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, "done") { RecordType = ProgressRecordType.Completed });
        }
    }
}
