namespace MLPosh;

/// <summary>
/// A store as the submitting process sees it: others do all the work, which is submitted when the first piece is missed. Each
/// look at the store is a look at the others too.
/// </summary>
/// <param name="store">The store itself.</param>
/// <param name="job">Who works.</param>
/// <param name="interval">How often the store is read.</param>
internal sealed class FollowedStore(ITrialStore store, ClusterJob job, TimeSpan interval) : ITrialStore
{
    // Asking a queue costs its controller more than reading a file does.
    private const int ReadsALook = 3;

    private readonly HashSet<(int Trial, int Budget)> _missed = [];
    private IReadOnlyList<StoredTrial> _finished = [];
    private long _read;
    private int _reads;

    public long Seed => store.Seed;

    public IReadOnlyList<StoredTrial> Finished()
    {
        if (_read != 0 && Environment.TickCount64 - _read < interval.TotalMilliseconds)
        {
            return _finished;
        }

        _read = Environment.TickCount64;

        // Known before the store is read: then all that they did is in it, and whoever still asks for more does so in vain.
        bool hadEnded = job.HasEnded;
        if (job.IsSubmitted && !hadEnded && ++_reads % ReadsALook == 0)
        {
            job.Look();
        }

        _finished = store.Finished();
        _missed.ExceptWith(_finished.Select(stored => (stored.Trial.Trial, stored.Budget)));
        if (_missed.Count > 0 && !job.IsSubmitted)
        {
            job.Submit(_finished);
        }
        else if (_missed.Count > 0 && hadEnded && _missed.Any(IsFree))
        {
            job.SubmitAgain(_finished, _missed.Select(piece => piece.Trial).Distinct().Count());
        }

        return _finished;
    }

    public bool TryClaim(int trial, int budget)
    {
        _missed.Add((trial, budget));
        return false;
    }

    public void Finish(StoredTrial trial) => throw new NotSupportedException("Others do the work.");

    public void Release(int trial, int budget) => throw new NotSupportedException("Others do the work.");

    public void Prune(IReadOnlyCollection<int> trials, int budget) => store.Prune(trials, budget);

    public void Dispose() => store.Dispose();

    /// <summary>Whether nobody works on it: what a lost machine had begun is free once its signs of life have ceased.</summary>
    private bool IsFree((int Trial, int Budget) piece)
    {
        bool isFree = store.TryClaim(piece.Trial, piece.Budget);
        if (isFree)
        {
            store.Release(piece.Trial, piece.Budget);
        }

        return isFree;
    }
}
