using System.Globalization;
using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Shows how far a training is. Only trainings that last show a bar at all, and each bar is completed.</summary>
internal sealed class TrainingProgressBar(Cmdlet cmdlet, int epochs) : IDisposable
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
        double secondsLeft = done > 0 ? progress.Elapsed.TotalSeconds / done * (epochs - done) : -1;
        cmdlet.WriteProgress(new ProgressRecord(
            ActivityId,
            "Training",
            string.Create(CultureInfo.InvariantCulture, $"epoch {progress.Epoch} of {epochs}, loss {progress.Loss:G6}"))
        {
            PercentComplete = (int)(100.0 * done / epochs),
            SecondsRemaining = (int)Math.Min(secondsLeft, int.MaxValue),
        });
    }

    public void Dispose()
    {
        if (_shown)
        {
            _shown = false;
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, "Training", "done") { RecordType = ProgressRecordType.Completed });
        }
    }
}
