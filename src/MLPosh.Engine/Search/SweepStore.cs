namespace MLPosh;

/// <summary>A store of trials as a running sweep uses it: from several threads, and with what it has read at hand.</summary>
internal sealed class SweepStore(ITrialStore store)
{
    private readonly Lock _gate = new();
    private readonly HashSet<(int Trial, int Budget)> _claimed = [];
    private Dictionary<(int Trial, int Budget), SweepTrial>? _finished;

    /// <summary>A finished trial, as of the last look at the store.</summary>
    public SweepTrial? Find(int trial, int? budget)
    {
        lock (_gate)
        {
            return (_finished ??= Read()).GetValueOrDefault((trial, budget ?? 0));
        }
    }

    /// <summary>Looks at the store again: another process may have finished something.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            _finished = Read();
        }
    }

    public bool TryClaim(int trial, int? budget)
    {
        lock (_gate)
        {
            return store.TryClaim(trial, budget ?? 0) && _claimed.Add((trial, budget ?? 0));
        }
    }

    public void Finish(SweepTrial trial, int? budget)
    {
        lock (_gate)
        {
            store.Finish(new StoredTrial(trial, budget ?? 0));
            _claimed.Remove((trial.Trial, budget ?? 0));
        }
    }

    /// <summary>Says that finished trials of this budget go no further.</summary>
    public void Prune(IReadOnlyCollection<int> trials, int? budget)
    {
        lock (_gate)
        {
            store.Prune(trials, budget ?? 0);
        }
    }

    /// <summary>Gives back all that was claimed and not finished: the sweep was stopped.</summary>
    public void ReleaseAll()
    {
        lock (_gate)
        {
            try
            {
                foreach (var (trial, budget) in _claimed)
                {
                    store.Release(trial, budget);
                }
            }
            catch (MLPoshException)
            {
                // A disk that is full or gone has ended the sweep with an error of its own; others see that this process has.
            }

            _claimed.Clear();
        }
    }

    private Dictionary<(int Trial, int Budget), SweepTrial> Read() =>
        store.Finished().ToDictionary(stored => (stored.Trial.Trial, stored.Budget), stored => stored.Trial);
}
