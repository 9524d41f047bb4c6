using System.Globalization;
using Microsoft.Data.Sqlite;

namespace MLPosh.Stores;

/// <summary>The tables of a store, and whether a file has them.</summary>
internal static class StoreSchema
{
    // 2: rows are counted apart.
    private const long Version = 2;

    // "MLPo", by which `file` and SQLite's own tools can tell a store.
    private const long ApplicationId = 0x4D4C506F;

    private static readonly string[] CheckedTables = ["setting", "identity", "process", "claim", "trial"];

    // History lies apart, since lists of trials are read without it; its checksum is with the trial, which tells if it is gone.
    // Rows are counted apart, because a damaged page can have fewer without being wrong.
    private const string Definitions = """
        CREATE TABLE setting (name TEXT PRIMARY KEY, value NOT NULL, checksum INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE identity (
            position INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL, checksum INTEGER NOT NULL);
        CREATE TABLE process (
            id INTEGER PRIMARY KEY AUTOINCREMENT, host TEXT NOT NULL, pid INTEGER NOT NULL, started TEXT NOT NULL,
            opened REAL NOT NULL, heartbeat REAL NOT NULL, closed REAL,
            machine TEXT NOT NULL, system TEXT NOT NULL, processor TEXT NOT NULL, cores INTEGER NOT NULL,
            dotnet TEXT NOT NULL, mlposh TEXT NOT NULL);
        CREATE TABLE claim (
            trial INTEGER NOT NULL, budget INTEGER NOT NULL, process INTEGER NOT NULL, PRIMARY KEY (trial, budget)) WITHOUT ROWID;
        CREATE TABLE trial (
            trial INTEGER NOT NULL, budget INTEGER NOT NULL, state TEXT NOT NULL, parameters TEXT NOT NULL,
            final_loss REAL NOT NULL, best_loss REAL NOT NULL, best_epoch INTEGER NOT NULL, accuracy REAL,
            epochs INTEGER NOT NULL, duration INTEGER NOT NULL, seed INTEGER NOT NULL, error TEXT, device TEXT NOT NULL,
            history INTEGER,
            process INTEGER NOT NULL, finished REAL NOT NULL, checksum INTEGER NOT NULL,
            PRIMARY KEY (trial, budget)) WITHOUT ROWID;
        CREATE TABLE history (
            trial INTEGER NOT NULL, budget INTEGER NOT NULL, loss BLOB NOT NULL, validation_loss BLOB NOT NULL,
            PRIMARY KEY (trial, budget));
        CREATE TABLE total (trials INTEGER NOT NULL);
        INSERT INTO total VALUES (0);
        CREATE TRIGGER added AFTER INSERT ON trial BEGIN UPDATE total SET trials = trials + 1; END;
        CREATE TRIGGER dropped AFTER DELETE ON trial BEGIN UPDATE total SET trials = trials - 1; END;
        """;

    /// <summary>Whether the file holds nothing yet.</summary>
    /// <exception cref="MLPoshException">FileFormatInvalid: it holds something else, or is of another version of MLPosh.</exception>
    public static bool IsNew(SqliteConnection connection, string file)
    {
        // In one statement: between two, another process may have made the store.
        using var look = new Statement(connection, """
            SELECT (SELECT count(*) FROM sqlite_schema), application_id, user_version FROM pragma_application_id, pragma_user_version
            """);
        var row = look.Rows()[0];
        long tables = (long)row[0]!, id = (long)row[1]!, version = (long)row[2]!;
        if (id == 0 && version == 0 && tables == 0)
        {
            return true;
        }

        if (id != ApplicationId)
        {
            throw StoreErrors.Invalid(file, "it is a database of something else");
        }

        return version == Version ? false : throw StoreErrors.Invalid(file, string.Create(
            CultureInfo.InvariantCulture,
            $"its version is {version}, and this MLPosh reads version {Version}; {(version > Version ? "a later" : "an earlier")} MLPosh wrote it"));
    }

    /// <summary>Looks at the structure of all tables but the history, which can be large and is checked as it is read.</summary>
    /// <exception cref="MLPoshException">FileFormatInvalid.</exception>
    public static void Check(SqliteConnection connection, string file)
    {
        // SQLite reads half a page at the end as a whole one.
        if (!StoreConnection.IsUnfinished(file) && new FileInfo(file).Length % Number(connection, "PRAGMA page_size") != 0)
        {
            throw StoreErrors.Invalid(file, "it was cut off");
        }

        foreach (string table in CheckedTables)
        {
            if (StoreConnection.Value(connection, $"PRAGMA quick_check({table})") is not "ok" and var problem)
            {
                throw StoreErrors.Invalid(file, $"the table {table} is damaged ({problem})");
            }
        }

        if (StoreConnection.Value(connection, "SELECT (SELECT count(*) FROM trial) = (SELECT sum(trials) FROM total)") is not 1L)
        {
            throw StoreErrors.Invalid(file, "trials are missing from it");
        }
    }

    public static void Create(SqliteConnection connection)
    {
        StoreConnection.Run(connection, Definitions);
        StoreConnection.Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
        StoreConnection.Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
    }

    private static long Number(SqliteConnection connection, string sql) => (long)StoreConnection.Value(connection, sql)!;
}
