using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace MLPosh.Stores;

/// <summary>The processes that work or worked on a sweep, on which machines, and which of them still live.</summary>
internal sealed class ProcessRows : IDisposable
{
    /// <summary>
    /// How long a process of another machine may be silent before its work is free: six missed signs of life, and more
    /// than clocks of a cluster differ. A process of the same machine is looked up, and its end known at once.
    /// </summary>
    public const int SilenceSeconds = 120;

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    private readonly Statement _beat;
    private readonly Statement _claimant;

    /// <summary>Adds this process, inside of a transaction.</summary>
    public ProcessRows(SqliteConnection connection)
    {
        var me = ClaimantProcess.Current;
        using var insert = new Statement(connection, """
            INSERT INTO process (host, pid, started, opened, heartbeat, machine, system, processor, cores, dotnet, mlposh)
            VALUES (?1, ?2, ?3, unixepoch('subsec'), unixepoch('subsec'), ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id
            """);
        Own = (long)insert.Value(
            me.Host, me.Id, me.Started, Environment.MachineName, RuntimeInformation.OSDescription, Processor.Name,
            (long)Environment.ProcessorCount, RuntimeInformation.FrameworkDescription,
            typeof(SweepTrial).Assembly.GetName().Version!.ToString(3))!;
        _beat = new Statement(connection, "UPDATE process SET heartbeat = unixepoch('subsec') WHERE id = ?1");
        _claimant = new Statement(connection, $"""
            SELECT process.id, host, pid, started, unixepoch('subsec') - heartbeat > {SilenceSeconds}
            FROM claim JOIN process ON process.id = claim.process WHERE trial = ?1 AND budget = ?2
            """);
    }

    /// <summary>The row of this process, in this store: opened twice, it has two.</summary>
    public long Own { get; }

    /// <summary>Who has claimed a piece of work and has died since; null when nobody has, or lives.</summary>
    public long? DeadClaimant(int trial, int budget) =>
        _claimant.Rows((long)trial, (long)budget) is [[long id, string host, long pid, string started, long silent]]
        && (new ClaimantProcess(host, pid, started).HasEnded || (silent != 0 && host != ClaimantProcess.Current.Host))
            ? id
            : null;

    /// <summary>Gives a sign of life.</summary>
    public void Beat() => _beat.Run(Own);

    public void Dispose()
    {
        _beat.Dispose();
        _claimant.Dispose();
    }
}
