using System.Globalization;

namespace MLPosh;

/// <summary>How a sweep is given to a cluster.</summary>
public sealed record ClusterOptions
{
    // A cluster starts as many as it has room for, and who finds nothing to do ends at once.
    private const int MostTasks = 32;

    /// <summary>Which kind of cluster.</summary>
    public required Cluster Cluster { get; init; }

    /// <summary>The folder of the trial store, in full, on a disk that all machines see.</summary>
    public required string Store { get; init; }

    /// <summary>The program and its arguments that do <see cref="SweepWorker.Run(string)"/> with a file.</summary>
    public required Func<string, IReadOnlyList<string>> Worker { get; init; }

    /// <summary>What the cluster is told beside that, by the names of its own options; array is the number of tasks.</summary>
    public IReadOnlyDictionary<string, object?> Settings { get; init; } = new Dictionary<string, object?>();

    /// <summary>Trials at the same time; null for what the cluster has room for.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>How often the store is read.</summary>
    internal TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where this process keeps what it hands to the cluster, and gets back from it.</summary>
    internal string Folder => Path.Combine(
        Store, "cluster", string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}"));

    internal string Bundle => Path.Combine(Folder, "sweep.bundle");

    /// <summary>What the cluster would be given.</summary>
    /// <param name="trials">How many trials there are to train.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange for an option that cannot be.</exception>
    public string Script(int trials) => Cluster.Script(this, Bundle, Tasks(trials));

    /// <summary>A setting that is a number of 1 or above; null where it is not given.</summary>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    internal int? Whole(string name) => Settings
        .Where(setting => setting.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(setting => (int?)Whole(name, setting.Value))
        .FirstOrDefault();

    private int Tasks(int trials)
    {
        int cores = Cluster.CoresPerTask(this);
        int needed = Math.Max(1, ((trials - 1) / cores) + 1);
        int asked = Cluster.Tasks(this) is { } tasks ? tasks
            : ThrottleLimit is { } limit ? ((Option.AtLeast(1, limit, nameof(ThrottleLimit)) - 1) / cores) + 1 : MostTasks;
        return Math.Min(needed, asked);
    }

    private static int Whole(string name, object? value) =>
        int.TryParse(TrialParameters.Text(value), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1
            ? number
            : throw Option.OutOfRange($"The cluster's option {name}", $"'{TrialParameters.Text(value)}'", "a whole number of 1 or above");
}
