using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MLPosh.Stores;

/// <summary>Opens the database of a store.</summary>
internal static class StoreConnection
{
    public const string FileName = "trials.db";

    // How long a write waits for others' writes: they take milliseconds, on a network's disk perhaps seconds.
    private const string BusyTimeout = "PRAGMA busy_timeout = 60000";

    private static readonly string[] Journals = ["-wal", "-journal"];

    static StoreConnection() => raw.SetProvider(new SQLite3Provider_e_sqlite3());

    public static string FileIn(string directory) => Path.Combine(directory, FileName);

    /// <summary>For a sweep that writes; makes the file if need be.</summary>
    public static SqliteConnection ToWrite(string file) => Open(file, SqliteOpenMode.ReadWriteCreate);

    /// <summary>For reading. Not read-only: what a killed process left half written has to be taken back first.</summary>
    public static SqliteConnection ToRead(string file)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = Open(file, SqliteOpenMode.ReadWrite);
            new Statement(connection, "SELECT count(*) FROM sqlite_schema").Value();
            return connection;
        }
        catch (SqliteException e) when (IsUnfinished(file))
        {
            connection?.Dispose();
            throw StoreErrors.NotWritable(file, "a process that ended early left a journal, which a reader has to put right first", e);
        }
        catch (SqliteException)
        {
            // A folder that cannot be written has no place for the index of the write-ahead log. The log is empty, so
            // the file alone holds everything, and nobody can change it meanwhile.
            connection?.Dispose();
            return Open($"{new Uri(file).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly);
        }
    }

    /// <summary>Whether a journal holds changes that the file does not have yet, or not any more.</summary>
    public static bool IsUnfinished(string file) =>
        Journals.Any(end => new FileInfo(file + end) is { Exists: true, Length: > 0 });

    private static SqliteConnection Open(string source, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            Pooling = false,
            // SQLite itself waits while the file is locked, and looks often; the provider would look every 150 ms.
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();
            Run(connection, BusyTimeout);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void Run(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        statement.Run();
    }

    public static object? Value(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        return statement.Value();
    }
}
