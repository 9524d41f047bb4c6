using System.Diagnostics;

namespace MLPosh.Devices.Gpu;

/// <summary>How many steps keep a device busy for some time, learned from those that it did.</summary>
/// <param name="seconds">The time.</param>
internal sealed class StepPace(double seconds)
{
    private readonly Stopwatch _watch = new();
    private int _queued;

    /// <summary>Steps to queue before a wait; at most twice as many as the last time.</summary>
    public int Steps { get; private set; } = 1;

    /// <summary>A step is queued.</summary>
    public void Start()
    {
        _queued++;
        _watch.Start();
    }

    /// <summary>All that was queued is done.</summary>
    public void Stop()
    {
        if (_queued > 0)
        {
            Steps = (int)Math.Clamp(seconds * _queued / _watch.Elapsed.TotalSeconds, 1, 2.0 * Steps);
        }

        _queued = 0;
        _watch.Reset();
    }
}
