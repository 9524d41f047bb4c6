using System.Collections;
using System.Management.Automation.Language;

namespace MLPosh.Commands;

/// <summary>What -Cluster and -ClusterOption of Invoke-Sweep come to.</summary>
internal static class ClusterRequest
{
    /// <param name="cluster">The name of the kind of cluster.</param>
    /// <param name="settings">What it is told, by the names of its own options; null for nothing.</param>
    /// <param name="store">The folder of the trial store, in full.</param>
    /// <param name="throttleLimit">Trials at the same time.</param>
    /// <exception cref="MLPoshException">ClusterNotRecognized; OptionOutOfRange for a setting; PathNotFound: no program can be a worker.</exception>
    public static ClusterOptions Of(string cluster, IDictionary? settings, string store, int? throttleLimit)
    {
        var options = new ClusterOptions
        {
            Cluster = Cluster.Find(cluster),
            Store = store,
            Worker = Worker(),
            ThrottleLimit = throttleLimit,
            Settings = (settings ?? new Hashtable()).Cast<DictionaryEntry>().ToDictionary(
                entry => TrialParameters.Text(Argument.Unwrap(entry.Key)), entry => Argument.Unwrap(entry.Value)),
        };

        // A mistake in the settings is told before anything is made.
        _ = options.Script(1);
        return options;
    }

    /// <summary>mlposh, where it lies beside the module as the build leaves it; else the pwsh that this is.</summary>
    private static Func<string, IReadOnlyList<string>> Worker()
    {
        string module = Path.GetDirectoryName(typeof(ClusterRequest).Assembly.Location)!;
        string shell = Path.GetFullPath(Path.Combine(module, "..", "Shell", "mlposh"));
        if (File.Exists(shell))
        {
            return bundle => [shell, "-Command", Work(bundle)];
        }

        string? host = Environment.ProcessPath;
        string manifest = Quoted(Path.Combine(module, "MLPosh.psd1"));
        return Path.GetFileNameWithoutExtension(host) is "pwsh"
            ? bundle => [host!, "-NoProfile", "-NonInteractive", "-Command", $"Import-Module {manifest} -ErrorAction Stop; {Work(bundle)}"]
            : throw new MLPoshException(
                ErrorId.PathNotFound, $"There is no '{shell}', which the cluster's nodes would run, and this program, '{host}', is not pwsh.", shell);
    }

    private static string Work(string bundle) => $"[MLPosh.SweepWorker]::Run({Quoted(bundle)})";

    private static string Quoted(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
