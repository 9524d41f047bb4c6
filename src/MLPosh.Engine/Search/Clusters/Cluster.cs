namespace MLPosh;

/// <summary>A queue of jobs on many machines, of a kind that a sweep can be given to. Get one by name from <see cref="Find"/>.</summary>
public abstract class Cluster
{
    private static readonly Catalog<Cluster> Known = new(
        "cluster", ErrorId.ClusterNotRecognized, cluster => cluster.Name, [new SlurmCluster()]);

    private protected Cluster(string name) => Name = name;

    /// <summary>The names that <see cref="Find"/> knows.</summary>
    public static IReadOnlyList<string> Names => Known.Names;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The cluster of this name, in any case.</summary>
    /// <exception cref="MLPoshException">ClusterNotRecognized, listing the known ones.</exception>
    public static Cluster Find(string name) => Known.Find(name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>How many processors a task has with these options.</summary>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    internal abstract int CoresPerTask(ClusterOptions options);

    /// <summary>How many tasks these options ask for; null where they do not say.</summary>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    internal abstract int? Tasks(ClusterOptions options);

    /// <summary>The script that runs an array of workers.</summary>
    /// <param name="options">What the user asks of the cluster.</param>
    /// <param name="bundle">The file that each worker is given.</param>
    /// <param name="tasks">How many.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange for an option that cannot be.</exception>
    internal abstract string Script(ClusterOptions options, string bundle, int tasks);

    /// <summary>Submits a script.</summary>
    /// <returns>What the cluster calls the job.</returns>
    /// <exception cref="MLPoshException">ClusterNotAvailable, ClusterJobRejected with the cluster's own words.</exception>
    internal abstract string Submit(string script, CancellationToken token);

    /// <summary>How a job is; null where the cluster gives no answer now.</summary>
    internal abstract JobStatus? Look(string job);

    /// <summary>Ends a job, or those of its tasks that have not begun.</summary>
    internal abstract void Cancel(string job, bool waitingOnly);
}

/// <summary>How a job of many tasks is.</summary>
/// <param name="HasEnded">Whether no task runs or waits any more.</param>
/// <param name="WasCancelled">Whether it ended because somebody cancelled all of it.</param>
/// <param name="Text">The tasks' states: "3 COMPLETED, 1 NODE_FAIL".</param>
internal sealed record JobStatus(bool HasEnded, bool WasCancelled, string Text);
