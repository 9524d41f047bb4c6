using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MLPosh.Stores;

/// <summary>Several statements that all happen, or none.</summary>
internal static class Transaction
{
    /// <summary>Runs work inside of one. It waits for other writers at its beginning, where waiting cannot deadlock.</summary>
    public static T Run<T>(SqliteConnection connection, Func<T> work)
    {
        StoreConnection.Run(connection, "BEGIN IMMEDIATE");
        try
        {
            T result = work();
            StoreConnection.Run(connection, "COMMIT");
            return result;
        }
        catch
        {
            // A full disk has rolled it back already.
            if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
            {
                StoreConnection.Run(connection, "ROLLBACK");
            }

            throw;
        }
    }
}
