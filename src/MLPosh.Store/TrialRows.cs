using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace MLPosh.Stores;

/// <summary>Finished trials as rows.</summary>
internal sealed class TrialRows(SqliteConnection connection, string file) : IDisposable
{
    private const string Columns =
        "trial, budget, state, parameters, final_loss, best_loss, best_epoch, accuracy, epochs, duration, seed, error, device, history";

    private const int StateColumn = 2;

    // Of two processes that worked on the same piece, because one was taken for dead, the first one's result stays.
    private readonly Statement _insert = new(
        connection,
        $"INSERT OR IGNORE INTO trial ({Columns}, checksum, process, finished) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, unixepoch('subsec'))");

    private readonly Statement _select = new(connection, $"SELECT {Columns}, checksum FROM trial WHERE trial = ?1 AND budget = ?2");

    private readonly Statement _setState = new(connection, "UPDATE trial SET state = ?3, checksum = ?4 WHERE trial = ?1 AND budget = ?2");

    private readonly Statement _insertHistory = new(
        connection, "INSERT OR IGNORE INTO history (trial, budget, loss, validation_loss) VALUES (?1, ?2, ?3, ?4)");

    private readonly Statement _histories = new(connection, """
        SELECT trial.trial, trial.budget, loss, validation_loss, trial.history FROM trial
        LEFT JOIN history ON history.trial = trial.trial AND history.budget = trial.budget
        WHERE trial.trial BETWEEN ?1 AND ?2 AND trial.history IS NOT NULL
        """);

    /// <summary>Adds a trial, inside of a transaction.</summary>
    public void Write(StoredTrial stored, long process)
    {
        var trial = stored.Trial;
        object?[] history = [Bytes(trial.History.Loss), Bytes(trial.History.ValidationLoss)];
        bool hasHistory = trial.History.Loss.Length > 0;
        object?[] row =
        [
            (long)trial.Trial, (long)stored.Budget, trial.State.ToString(), ParameterJson.Write(trial.Parameters),
            trial.FinalLoss, trial.BestLoss, (long)trial.BestEpoch, trial.Accuracy, (long)trial.Epochs, trial.Duration.Ticks,
            trial.Seed, trial.Error, trial.Device, hasHistory ? RowChecksum.Of(history) : null,
        ];
        if (_insert.Run([.. row, RowChecksum.Of(row), process]) > 0 && hasHistory)
        {
            _insertHistory.Run(row[0], row[1], history[0], history[1]);
        }
    }

    /// <summary>Makes a trial that is there a pruned one, inside of a transaction.</summary>
    public void Prune(int trial, int budget)
    {
        foreach (object?[] row in _select.Rows((long)trial, (long)budget).Select(Checked))
        {
            row[StateColumn] = TrialState.Pruned.ToString();
            _setState.Run(row[0], row[1], row[StateColumn], RowChecksum.Of(row.AsSpan(..^1)));
        }
    }

    /// <summary>All trials without their histories, by number and budget. Every row is looked at: a damaged one matches no condition.</summary>
    public List<StoredTrial> Read()
    {
        using var select = new Statement(connection, $"SELECT {Columns}, checksum FROM trial ORDER BY trial, budget");
        return [.. select.Rows().Select(Trial)];
    }

    /// <summary>The histories of the trials of these numbers, by number and budget.</summary>
    public Dictionary<(int Trial, int Budget), TrialHistory> Histories(int first, int last) => _histories
        .Rows((long)first, (long)last)
        .ToDictionary(row => ((int)(long)row[0]!, (int)(long)row[1]!), History);

    /// <summary>Drops the trials that failed.</summary>
    public void ForgetFailed()
    {
        StoreConnection.Run(connection, $"DELETE FROM history WHERE (trial, budget) IN (SELECT trial, budget FROM trial WHERE state = '{TrialState.Failed}')");
        StoreConnection.Run(connection, $"DELETE FROM trial WHERE state = '{TrialState.Failed}'");
    }

    public void Dispose()
    {
        _insert.Dispose();
        _select.Dispose();
        _setState.Dispose();
        _insertHistory.Dispose();
        _histories.Dispose();
    }

    private StoredTrial Trial(object?[] row)
    {
        var trial = new SweepTrial
        {
            Trial = (int)(long)Checked(row)[0]!,
            State = Enum.Parse<TrialState>((string)row[StateColumn]!),
            Parameters = ParameterJson.Read((string)row[3]!),
            FinalLoss = (double)row[4]!,
            BestLoss = (double)row[5]!,
            BestEpoch = (int)(long)row[6]!,
            Accuracy = (double?)row[7],
            Epochs = (int)(long)row[8]!,
            Duration = TimeSpan.FromTicks((long)row[9]!),
            Seed = (long)row[10]!,
            Error = (string?)row[11],
            Device = (string)row[12]!,
        };
        return new StoredTrial(trial, (int)(long)row[1]!);
    }

    private TrialHistory History(object?[] row) => RowChecksum.Of(row.AsSpan(2, 2)) == (long)row[^1]!
        ? new TrialHistory(Floats((byte[])row[2]!), Floats((byte[])row[3]!))
        : throw StoreErrors.Invalid(file, $"the history of trial {row[0]} is damaged");

    private object?[] Checked(object?[] row) => RowChecksum.Of(row.AsSpan(..^1)) == (long)row[^1]!
        ? row
        : throw StoreErrors.Invalid(file, $"trial {row[0]} is damaged");

    private static byte[] Bytes(float[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static float[] Floats(byte[] bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();
}
