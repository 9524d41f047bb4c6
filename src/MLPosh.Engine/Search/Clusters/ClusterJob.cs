using System.Globalization;

namespace MLPosh;

/// <summary>The workers of a sweep on a cluster, from the submitting side: one array of tasks after another until all is done.</summary>
/// <param name="options">How the cluster is used.</param>
/// <param name="count">How many trials the sweep has.</param>
/// <param name="makeBundle">Makes what workers are given, of the work that is finished.</param>
/// <param name="warn">Told what a user should know; null for nobody.</param>
/// <param name="token">Stops what is being submitted.</param>
internal sealed class ClusterJob(
    ClusterOptions options,
    int count,
    Func<IReadOnlyList<StoredTrial>, SweepBundle> makeBundle,
    Action<string>? warn,
    CancellationToken token) : IDisposable
{
    private const int MostLines = 5;

    private string? _job;
    private JobStatus? _ended;
    private int _finishedBefore;
    private bool _wasInVain;

    /// <summary>Whether the workers have been submitted.</summary>
    public bool IsSubmitted => _job is not null;

    /// <summary>Whether the workers were seen to have ended: what they did is in the store.</summary>
    public bool HasEnded => _ended is not null;

    /// <summary>Set where all work is done, and nothing of the workers is needed any more.</summary>
    public bool IsDone { get; set; }

    /// <summary>Submits workers.</summary>
    /// <param name="finished">The work that is finished.</param>
    /// <exception cref="MLPoshException">ClusterNotAvailable, ClusterJobRejected, FileNotWritable; what a script block of -Network throws.</exception>
    public void Submit(IReadOnlyList<StoredTrial> finished)
    {
        if (_job is null)
        {
            makeBundle(finished).Write(options.Bundle);
        }

        string script = Path.Combine(options.Folder, "job.sh");
        try
        {
            File.WriteAllText(script, options.Script(Math.Max(1, count - finished.Count)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MLPoshException(ErrorId.FileNotWritable, $"'{script}' cannot be written: {e.Message}", script, e);
        }

        _job = options.Cluster.Submit(script, token);
        _ended = null;
        _finishedBefore = finished.Count;
    }

    /// <summary>Asks the cluster how the workers are.</summary>
    public void Look() => _ended = options.Cluster.Look(_job!) is { HasEnded: true } status ? status : null;

    /// <summary>Submits workers again after they have ended with work left; once more where the last ones did nothing.</summary>
    /// <exception cref="MLPoshException">ClusterJobFailed: cancelled, or twice in vain; it says what is left.</exception>
    public void SubmitAgain(IReadOnlyList<StoredTrial> finished, int left)
    {
        bool isInVain = finished.Count == _finishedBefore;
        if (_ended!.WasCancelled || (isInVain && _wasInVain))
        {
            throw Failed(_ended.WasCancelled ? "was cancelled" : $"has ended without having finished anything ({_ended.Text}), the second in a row", left);
        }

        warn?.Invoke(string.Create(
            CultureInfo.InvariantCulture,
            $"The job {_job} of {options.Cluster.Name} has ended ({_ended.Text}) with work left, {left} trial(s): it is submitted again."));
        _wasInVain = isInVain;
        Submit(finished);
    }

    /// <summary>Ends what still runs or waits, unless all is done; then the files go, and what waits.</summary>
    public void Dispose()
    {
        if (_job is null)
        {
            return;
        }

        if (_ended is null)
        {
            options.Cluster.Cancel(_job, waitingOnly: IsDone);
        }

        if (!IsDone)
        {
            return;
        }

        foreach (string line in Lines().Where(line => line.StartsWith(SweepWorker.WarningPrefix, StringComparison.Ordinal)).Distinct())
        {
            warn?.Invoke(line[SweepWorker.WarningPrefix.Length..]);
        }

        try
        {
            Directory.Delete(options.Folder, recursive: true);
            Directory.Delete(Path.GetDirectoryName(options.Folder)!);
        }
        catch (IOException)
        {
            // A worker that is just ending may hold its output open, which a network's disk keeps for it; and another
            // process may have a folder of its own beside this one.
        }
    }

    private MLPoshException Failed(string what, int left)
    {
        string[] lines = [.. Lines().TakeLast(MostLines)];
        string told = lines.Length > 0 ? $" Its output ends with: {string.Join(" | ", lines)}." : " It wrote no output.";
        return new MLPoshException(
            ErrorId.ClusterJobFailed,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The job {_job} of {options.Cluster.Name} {what}; {left} of {count} trials are left.{told} All of it is in '{options.Folder}'. What is finished is kept: the same command goes on with the rest."),
            _job);
    }

    /// <summary>What the workers wrote, the last one's last.</summary>
    private IEnumerable<string> Lines() => new DirectoryInfo(options.Folder).GetFiles("*.log")
        .OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal)
        .SelectMany(file => File.ReadLines(file.FullName))
        .Where(line => line.Trim().Length > 0);
}
