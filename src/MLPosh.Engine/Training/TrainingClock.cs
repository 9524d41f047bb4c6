using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MLPosh;

/// <summary>How long a training has taken: when its time is over, and when to tell how far it is.</summary>
internal sealed class TrainingClock(TrainingOptions options)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly ProgressPulse _pulse = new(atOnce: true);

    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>Tells the progress if it is time to.</summary>
    /// <param name="epoch">The epoch that the training is in.</param>
    /// <param name="loss">The last finished epoch's loss.</param>
    /// <returns>MaxTime when that is over, else null.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public StopReason? Look(int epoch, double loss)
    {
        if (options.Progress is { } progress && _pulse.IsDue())
        {
            progress(new TrainingProgress(epoch, options.Epochs, loss, _watch.Elapsed));
        }

        return options.MaxTime is { } most && _watch.Elapsed >= most ? StopReason.MaxTime : null;
    }
}
