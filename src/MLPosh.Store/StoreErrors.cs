using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace MLPosh.Stores;

/// <summary>What goes wrong with the file, as the engine's errors.</summary>
internal static class StoreErrors
{
    // https://www.sqlite.org/rescode.html
    private const int GenericError = 1;
    public const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int NotADatabase = 26;

    /// <summary>Runs what writes to a store's file.</summary>
    public static T Writing<T>(string file, Func<T> work) => Named(file, work, (why, cause) => NotWritable(file, why, cause));

    /// <summary>Runs what reads a store's file.</summary>
    public static T Reading<T>(string file, Func<T> work) => Named(file, work, (why, cause) => Invalid(file, why, cause));

    private static T Named<T>(string file, Func<T> work, Func<string, Exception, MLPoshException> otherwise)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw Translated(file, e, otherwise);
        }
        catch (Exception e) when (e is InvalidCastException or FormatException or JsonException or OverflowException
            or ArgumentException or KeyNotFoundException or InvalidOperationException)
        {
            // A value of another type than was written.
            throw Invalid(file, "a row in it is damaged", e);
        }
    }

    public static MLPoshException Invalid(string file, string why, Exception? cause = null) => new(
        ErrorId.FileFormatInvalid,
        $"'{file}' cannot be read as a store of trials: {why}. It was left as it is; move it away, or give another folder.",
        file,
        cause);

    public static MLPoshException NotWritable(string file, string why, Exception? cause = null) =>
        new(ErrorId.FileNotWritable, $"'{file}' cannot be written: {why}.", file, cause);

    private static MLPoshException Translated(
        string file, SqliteException e, Func<string, Exception, MLPoshException> otherwise) => e.SqliteErrorCode switch
        {
            Corrupt or NotADatabase or GenericError => Invalid(file, Reason(e), e),
            Busy or Locked => NotWritable(file, "another process keeps it locked", e),
            Full => NotWritable(file, "the disk is full", e),
            _ => otherwise(Reason(e), e),
        };

    /// <summary>SQLite's own words, out of "SQLite Error 8: 'attempt to write a readonly database'."</summary>
    private static string Reason(SqliteException e) => e.Message.Split('\'') is [_, var words, ..] ? words : e.Message;
}
