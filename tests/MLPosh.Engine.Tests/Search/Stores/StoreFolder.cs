using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;

namespace MLPosh.Engine.Tests.Search.Stores;

/// <summary>A folder with a store for one test, and trials to put into it.</summary>
internal sealed class StoreFolder : IDisposable
{
    public const int Budget = 10;

    public static readonly SweepIdentity Identity = new(
        [KeyValuePair.Create("Dataset", "20 x 1, 1a2b"), KeyValuePair.Create("LearningRate", "0.1,0.01")], 7);

    public string Path { get; } = Directory.CreateTempSubdirectory("mlposh-store").FullName;

    public string File => System.IO.Path.Combine(Path, "trials.db");

    /// <summary>A trial whose every number comes from its own.</summary>
    public static StoredTrial Trial(int number, TrialState state = TrialState.Completed, int budget = Budget) => new(
        new SweepTrial
        {
            Trial = number,
            State = state,
            Parameters = new TrialParameters(
            [
                KeyValuePair.Create("LearningRate", (object)(1.0 / number)),
                KeyValuePair.Create("BatchSize", (object)(number % 3)),
            ]),
            FinalLoss = state == TrialState.Completed ? Math.Sqrt(number) : double.PositiveInfinity,
            BestLoss = state == TrialState.Completed ? Math.Sqrt(number) / 2 : double.PositiveInfinity,
            BestEpoch = number % Budget,
            Accuracy = number % 2 == 0 ? 0.25 : null,
            Epochs = Budget,
            Duration = TimeSpan.FromTicks(number * 1001L),
            Seed = number + 100L,
            Error = state == TrialState.Failed ? $"It's number {number}." : null,
            Device = "Cpu",
            History = History(number),
        },
        budget);

    public static TrialHistory History(int number) => new(
        [.. Enumerable.Range(1, Budget).Select(epoch => number / (float)epoch)], number % 2 == 0 ? [] : [.. Enumerable.Repeat(0.5f, Budget)]);

    /// <summary>What must be equal of two trials; a record's own comparison looks at the references of its lists.</summary>
    public static string Text(StoredTrial stored) => string.Join('|', [
        $"{stored.Budget} {stored.Trial with { Parameters = null!, History = null! }}",
        stored.Trial.Parameters.ToString(),
        string.Join(' ', stored.Trial.History.Loss), string.Join(' ', stored.Trial.History.ValidationLoss),
    ]);

    public ITrialStore Open(SweepIdentity? identity = null, bool retryFailed = false, bool shared = false) =>
        TrialStore.Provider.Open(Path, identity ?? Identity, retryFailed, shared);

    public List<StoredTrial> Read() => [.. TrialStore.Provider.Read(Path, withHistory: true)];

    /// <summary>
    /// A connection as any other program could have. Of the store's own SQLite: two in one process would undo each other's
    /// locks (https://www.sqlite.org/howtocorrupt.html, section 2.2.1).
    /// </summary>
    public DbConnection Connect()
    {
        var context = AssemblyLoadContext.GetLoadContext(TrialStore.Provider.GetType().Assembly)!;
        var type = context.LoadFromAssemblyName(new AssemblyName("Microsoft.Data.Sqlite")).GetType("Microsoft.Data.Sqlite.SqliteConnection")!;
        var connection = (DbConnection)Activator.CreateInstance(type, $"Data Source={File};Pooling=False")!;
        connection.Open();
        return connection;
    }

    /// <summary>Runs SQL, and gives its first value.</summary>
    public object? Sql([StringSyntax("sql")] string sql)
    {
        using var connection = Connect();
        return Sql(connection, sql);
    }

    public static object? Sql(DbConnection connection, [StringSyntax("sql")] string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
