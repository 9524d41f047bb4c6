using System.Diagnostics;

namespace MLPosh;

/// <summary>Tells the caller of a sweep, on his own thread, how far it is and what is doubtful.</summary>
internal sealed class SweepWatch(SweepOptions options)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly HashSet<string> _warned = [];
    private SweepTrial? _best;
    private int _expected;
    private int _done;

    /// <summary>So many more pieces of work are to come.</summary>
    public void Expect(int count) => _expected += count;

    public void Finish(SweepTrial trial)
    {
        _done++;
        if (trial.BestLoss < (_best?.BestLoss ?? double.PositiveInfinity))
        {
            _best = trial;
        }
    }

    public void Tell() => options.Progress?.Invoke(new SweepProgress(_done, _expected, _watch.Elapsed, _best));

    /// <summary>Passes on a doubt, but the same one once: all trials have it.</summary>
    public void Warn(string doubt)
    {
        if (_warned.Add(doubt))
        {
            options.Warn?.Invoke(doubt);
        }
    }
}
