using Microsoft.Data.Sqlite;

namespace MLPosh.Stores;

/// <summary>
/// How a commit gets to the disk. A write-ahead log is the faster: a commit is one write without a flush, what a killed
/// process committed is there, and a power cut may lose the last commits but breaks nothing. But its index lies in memory
/// that processes share, which several machines cannot (https://www.sqlite.org/wal.html), so on a network's disk, or where
/// a cluster is to work, the store keeps a rollback journal and flushes each commit.
/// </summary>
internal static class JournalMode
{
    private const string Log = "wal";

    private const int Attempts = 100;

    /// <summary>Chooses the mode of a new store, and sees to it that an old one's suits who is to share it.</summary>
    /// <param name="connection">To the store.</param>
    /// <param name="file">Its file.</param>
    /// <param name="isNew">Whether nobody has chosen yet.</param>
    /// <param name="shared">Whether other machines will work on it.</param>
    public static void Choose(SqliteConnection connection, string file, bool isNew, bool shared)
    {
        bool oneMachine = !shared && IsLocal(file);
        string mode = (string)StoreConnection.Value(connection, "PRAGMA journal_mode")!;
        if (oneMachine && isNew)
        {
            mode = Switch(connection, Log);
        }
        else if (!oneMachine && mode == Log)
        {
            mode = Switch(connection, "truncate");
            if (mode == Log)
            {
                throw StoreErrors.NotWritable(
                    file, "a process of this machine uses it in a way that other machines cannot share; wait for it to end");
            }
        }
        else if (mode != Log)
        {
            // Not kept in the file, and quicker than making and deleting a journal each time.
            Switch(connection, "truncate");
        }

        StoreConnection.Run(connection, mode == Log ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL");
    }

    // Needs the file for itself, and does not wait for it as other statements do.
    private static string Switch(SqliteConnection connection, string mode)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return (string)StoreConnection.Value(connection, $"PRAGMA journal_mode = {mode}")!;
            }
            catch (SqliteException e) when (e.SqliteErrorCode == StoreErrors.Busy && attempt < Attempts)
            {
                Thread.Sleep(20);
            }
        }
    }

    private static bool IsLocal(string file)
    {
        try
        {
            return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(file)! : Path.GetDirectoryName(file)!).DriveType
                is DriveType.Fixed or DriveType.Ram or DriveType.Removable;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // Where nothing is known of the disk, what is right on any.
            return false;
        }
    }
}
