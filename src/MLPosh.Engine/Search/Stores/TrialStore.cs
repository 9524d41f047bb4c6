namespace MLPosh;

/// <summary>Where a sweep keeps its finished trials: a folder with a database.</summary>
public sealed class TrialStore : IDisposable
{
    private static readonly Lazy<ITrialStoreProvider> Loaded = new(
        () => PrivateLibrary.Create<ITrialStoreProvider>("store", "MLPosh.Store", "MLPosh.Stores.SqliteStoreProvider"));

    private TrialStore(ITrialStore inner, string directory, SweepIdentity identity)
    {
        Inner = inner;
        Directory = directory;
        Identity = identity;
    }

    /// <summary>The sweep's seed: of whoever made the store.</summary>
    public long Seed => Inner.Seed;

    /// <summary>Loads the database's library when it is first asked for.</summary>
    internal static ITrialStoreProvider Provider => Loaded.Value;

    internal ITrialStore Inner { get; }

    /// <summary>The folder, in full.</summary>
    internal string Directory { get; }

    /// <summary>The sweep that it was opened for.</summary>
    internal SweepIdentity Identity { get; }

    /// <summary>Opens the store of a sweep, or makes it. Several processes may have it open.</summary>
    /// <param name="directory">The folder to keep trials in; made if need be.</param>
    /// <param name="identity">What makes the sweep another, name by name: a store belongs to exactly one.</param>
    /// <param name="seed">The sweep's seed; null for the store's own, or a fresh one.</param>
    /// <param name="retryFailed">Whether failed trials are forgotten, to be done again.</param>
    /// <param name="shared">Whether other machines will work on it too.</param>
    /// <exception cref="MLPoshException">SweepMismatch naming what differs; FileFormatInvalid; FileNotWritable.</exception>
    public static TrialStore Open(
        string directory,
        IEnumerable<KeyValuePair<string, string>> identity,
        long? seed,
        bool retryFailed = false,
        bool shared = false)
    {
        var sweep = new SweepIdentity([.. identity], seed);
        return new TrialStore(Provider.Open(directory, sweep, retryFailed, shared), Path.GetFullPath(directory), sweep);
    }

    /// <summary>Whether a folder holds a store.</summary>
    public static bool Exists(string directory) => Provider.Exists(directory);

    /// <summary>The finished trials of a store, in order. Others may go on working on it meanwhile.</summary>
    /// <param name="directory">The folder that a sweep was told to keep its trials in.</param>
    /// <param name="withHistory">Whether their losses epoch by epoch are read too.</param>
    /// <exception cref="MLPoshException">PathNotFound, FileFormatInvalid, FileNotWritable.</exception>
    public static IEnumerable<SweepTrial> Read(string directory, bool withHistory = false) =>
        Provider.Read(directory, withHistory).Select(stored => stored.Trial);

    /// <summary>What is finished, of each trial every budget that it was trained for.</summary>
    public IEnumerable<SweepTrial> Finished() => Inner.Finished().Select(stored => stored.Trial);

    /// <inheritdoc/>
    public void Dispose() => Inner.Dispose();
}
