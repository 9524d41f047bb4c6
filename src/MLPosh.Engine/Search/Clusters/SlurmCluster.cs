namespace MLPosh;

/// <summary>Slurm, by its own programs: sbatch submits, squeue and sacct tell, scancel ends.</summary>
/// <param name="programs">The folder of the programs; null for those on PATH.</param>
internal sealed class SlurmCluster(string? programs = null) : Cluster("Slurm")
{
    // https://slurm.schedmd.com/squeue.html#SECTION_JOB-STATE-CODES
    private static readonly string[] Ended =
    [
        "BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED", "REVOKED", "TIMEOUT",
    ];

    internal override int CoresPerTask(ClusterOptions options) => options.Whole(SlurmScript.Cores) ?? 1;

    internal override int? Tasks(ClusterOptions options) => options.Whole(SlurmScript.Array);

    internal override string Script(ClusterOptions options, string bundle, int tasks) => SlurmScript.Text(options, bundle, tasks);

    internal override string Submit(string script, CancellationToken token)
    {
        var run = Run("sbatch", ["--parsable", script], token);
        string job = run.Output.Trim().Split(';')[0];
        return run.ExitCode == 0 && job.Length > 0 ? job : throw new MLPoshException(
            ErrorId.ClusterJobRejected, $"Slurm did not take the sweep: {run.Told}. The script is '{script}'.", script);
    }

    internal override JobStatus? Look(string job)
    {
        var queue = Run("squeue", ["--noheader", "--array", "--states=all", $"--jobs={job}", "--format=%T"]);
        if (queue.ExitCode == 0)
        {
            // Ended jobs are listed for some minutes (MinJobAge); a list without the job says that it is long over.
            return Status(queue.Output) is { } status ? status : Accounted(job);
        }

        // Any other trouble may pass, and the jobs go on meanwhile.
        return queue.Told.Contains("Invalid job id", StringComparison.OrdinalIgnoreCase) ? Accounted(job) : null;
    }

    internal override void Cancel(string job, bool waitingOnly) =>
        Run("scancel", waitingOnly ? ["--state=PENDING", job] : [job]);

    /// <summary>What the accounting says of a job that the queue has forgotten; many clusters keep none.</summary>
    private JobStatus Accounted(string job)
    {
        var account = Run("sacct", ["--noheader", "--allocations", "--parsable2", $"--jobs={job}", "--format=State"]);
        var status = account.ExitCode == 0 ? Status(account.Output) : null;
        return (status ?? new JobStatus(true, false, "gone from the queue")) with { HasEnded = true };
    }

    /// <summary>The status of the states listed, one a line; null for none.</summary>
    private static JobStatus? Status(string lines)
    {
        // sacct writes "CANCELLED by 1000".
        string[] states = [.. lines.Split('\n').Select(line => line.Trim().Split(' ')[0]).Where(line => line.Length > 0)];
        return states.Length == 0 ? null : new JobStatus(
            states.All(Ended.Contains),
            states.All(state => state == "CANCELLED"),
            string.Join(", ", states.CountBy(state => state).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Value} {entry.Key}")));
    }

    private ProgramRun Run(string program, string[] arguments, CancellationToken token = default) =>
        ProgramRun.Of(programs is null ? program : Path.Combine(programs, program), arguments, token) ?? throw new MLPoshException(
            ErrorId.ClusterNotAvailable,
            $"Slurm's program '{program}' is not on this machine's PATH. -Cluster Slurm works where jobs can be submitted: on a login node.",
            program);
}
