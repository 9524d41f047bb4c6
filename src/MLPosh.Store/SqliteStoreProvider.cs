using Microsoft.Data.Sqlite;

namespace MLPosh.Stores;

/// <summary>Stores as SQLite databases. The one type that the engine knows, by name.</summary>
internal sealed class SqliteStoreProvider : ITrialStoreProvider
{
    // Histories are read this many at a time: all of them can be larger than memory, and a reader that a pipeline holds
    // up must not hold up the sweep.
    private const int HistoriesAtOnce = 100;

    private const int LooksAtANewFile = 20;
    private static readonly TimeSpan TimeBetweenLooks = TimeSpan.FromMilliseconds(50);

    public ITrialStore Open(string directory, SweepIdentity identity, bool retryFailed, bool shared)
    {
        string file = StoreConnection.FileIn(Made(directory));
        return StoreErrors.Writing(file, () =>
        {
            var connection = StoreConnection.ToWrite(file);
            try
            {
                return Opened(file, connection, identity, retryFailed, shared);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        });
    }

    public bool Exists(string directory) => File.Exists(StoreConnection.FileIn(Path.GetFullPath(directory)));

    public IEnumerable<StoredTrial> Read(string directory, bool withHistory)
    {
        string file = StoreConnection.FileIn(Path.GetFullPath(directory));
        if (!Exists(directory))
        {
            throw new MLPoshException(
                ErrorId.PathNotFound, $"There is no store of trials in '{directory}': it has no file {StoreConnection.FileName}.", directory);
        }

        var trials = StoreErrors.Reading(file, () =>
        {
            using var connection = Readable(file);
            using var rows = new TrialRows(connection, file);
            return rows.Read();
        });

        // Of each the largest budget, which comes last.
        trials = [.. trials.Where((stored, i) => i + 1 == trials.Count || trials[i + 1].Trial.Trial != stored.Trial.Trial)];
        return withHistory ? WithHistories(file, trials) : trials;
    }

    private static IEnumerable<StoredTrial> WithHistories(string file, List<StoredTrial> trials)
    {
        foreach (var some in trials.Chunk(HistoriesAtOnce))
        {
            var histories = StoreErrors.Reading(file, () =>
            {
                using var connection = Readable(file);
                using var rows = new TrialRows(connection, file);
                return rows.Histories(some[0].Trial.Trial, some[^1].Trial.Trial);
            });
            foreach (var stored in some)
            {
                var history = histories.GetValueOrDefault((stored.Trial.Trial, stored.Budget), TrialHistory.None);
                yield return stored with { Trial = stored.Trial with { History = history } };
            }
        }
    }

    private static SqliteConnection Readable(string file)
    {
        var connection = StoreConnection.ToRead(file);
        try
        {
            // Whoever makes a store makes the file first, and its tables some milliseconds later.
            for (int look = 0; StoreSchema.IsNew(connection, file); look++)
            {
                if (look == LooksAtANewFile)
                {
                    throw StoreErrors.Invalid(file, "it is empty");
                }

                Thread.Sleep(TimeBetweenLooks);
            }

            StoreSchema.Check(connection, file);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteTrialStore Opened(
        string file, SqliteConnection connection, SweepIdentity identity, bool retryFailed, bool shared)
    {
        bool isNew = StoreSchema.IsNew(connection, file);
        JournalMode.Choose(connection, file, isNew, shared);
        return Transaction.Run(connection, () =>
        {
            var sweep = new SweepRows(connection, file);
            long seed;
            // Asked again: another process may have been first.
            if (StoreSchema.IsNew(connection, file))
            {
                StoreSchema.Create(connection);
                seed = sweep.Write(identity);
            }
            else
            {
                StoreSchema.Check(connection, file);
                seed = sweep.Match(identity);
            }

            if (retryFailed)
            {
                using var trials = new TrialRows(connection, file);
                trials.ForgetFailed();
            }

            return new SqliteTrialStore(file, connection, new ProcessRows(connection), seed);
        });
    }

    private static string Made(string directory)
    {
        try
        {
            return Directory.CreateDirectory(directory).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw StoreErrors.NotWritable(directory, "the folder cannot be made", e);
        }
    }
}
