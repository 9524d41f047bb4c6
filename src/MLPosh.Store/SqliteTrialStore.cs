using Microsoft.Data.Sqlite;

namespace MLPosh.Stores;

/// <summary>A store that a sweep writes to.</summary>
internal sealed class SqliteTrialStore : ITrialStore
{
    private readonly string _file;
    private readonly SqliteConnection _connection;
    private readonly ProcessRows _processes;
    private readonly TrialRows _trials;
    private readonly Statement _claim;
    private readonly Statement _takeOver;
    private readonly Statement _release;
    private readonly Timer _heartbeat;

    // The timer comes from a thread of its own.
    private readonly Lock _gate = new();
    private bool _isClosed;

    /// <param name="file">The database.</param>
    /// <param name="connection">To it; the store closes it.</param>
    /// <param name="processes">With this process in it.</param>
    /// <param name="seed">The sweep's.</param>
    public SqliteTrialStore(string file, SqliteConnection connection, ProcessRows processes, long seed)
    {
        _file = file;
        _connection = connection;
        _processes = processes;
        Seed = seed;
        _trials = new TrialRows(connection, file);
        _claim = new Statement(connection, """
            INSERT INTO claim (trial, budget, process)
            SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM trial WHERE trial = ?1 AND budget = ?2)
            ON CONFLICT DO NOTHING
            """);
        _takeOver = new Statement(connection, "UPDATE claim SET process = ?3 WHERE trial = ?1 AND budget = ?2 AND process = ?4");
        _release = new Statement(connection, "DELETE FROM claim WHERE trial = ?1 AND budget = ?2 AND process = ?3");
        _heartbeat = new Timer(_ => Beat(), null, ProcessRows.Interval, ProcessRows.Interval);
    }

    public long Seed { get; }

    public IReadOnlyList<StoredTrial> Finished() => Use(() => _trials.Read());

    public bool TryClaim(int trial, int budget) => Use(() =>
    {
        if (_claim.Run((long)trial, (long)budget, _processes.Own) > 0)
        {
            return true;
        }

        // One statement a step: whoever is second changes no row.
        return _processes.DeadClaimant(trial, budget) is { } dead
            && _takeOver.Run((long)trial, (long)budget, _processes.Own, dead) > 0;
    });

    public void Finish(StoredTrial trial) => Use(() =>
    {
        Transaction.Run(_connection, () =>
        {
            _trials.Write(trial, _processes.Own);
            return Free(trial.Trial.Trial, trial.Budget);
        });
        return true;
    });

    public void Prune(IReadOnlyCollection<int> trials, int budget) => Use(() => Transaction.Run(_connection, () =>
    {
        foreach (int trial in trials)
        {
            _trials.Prune(trial, budget);
        }

        return true;
    }));

    public void Release(int trial, int budget) => Use(() => Free(trial, budget));

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            _heartbeat.Dispose();
            try
            {
                Transaction.Run(_connection, () =>
                {
                    StoreConnection.Run(_connection, $"DELETE FROM claim WHERE process = {_processes.Own}");
                    StoreConnection.Run(_connection, $"UPDATE process SET closed = unixepoch('subsec') WHERE id = {_processes.Own}");
                    return true;
                });
            }
            catch (SqliteException)
            {
                // The disk is full or gone, which whoever wrote last was told. What is still claimed is free when this
                // process ends.
            }

            _claim.Dispose();
            _takeOver.Dispose();
            _release.Dispose();
            _trials.Dispose();
            _processes.Dispose();
            _connection.Dispose();
        }
    }

    private int Free(int trial, int budget) => _release.Run((long)trial, (long)budget, _processes.Own);

    private void Beat()
    {
        lock (_gate)
        {
            try
            {
                if (!_isClosed)
                {
                    _processes.Beat();
                }
            }
            catch (SqliteException)
            {
                // The next one may come through; if none does, the work is free for others, as it should be.
            }
        }
    }

    private T Use<T>(Func<T> work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            return StoreErrors.Writing(_file, work);
        }
    }
}
