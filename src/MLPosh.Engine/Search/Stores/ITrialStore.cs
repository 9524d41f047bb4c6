namespace MLPosh;

/// <summary>
/// Finished trials of one sweep on a disk, and who works on which of the others. Several processes may share one, and
/// several threads an instance. Every method throws FileNotWritable (a full disk …) or FileFormatInvalid.
/// </summary>
internal interface ITrialStore : IDisposable
{
    /// <summary>The sweep's seed: of whoever made the store.</summary>
    long Seed { get; }

    /// <summary>All finished trials: of each (trial, budget) one, in that order, without their histories.</summary>
    IReadOnlyList<StoredTrial> Finished();

    /// <summary>Takes a piece of work; a piece whose claimant has died is free again.</summary>
    /// <returns>False where it is finished, or someone who lives works on it: this process too.</returns>
    bool TryClaim(int trial, int budget);

    /// <summary>
    /// Keeps what claimed work came to, and gives back the claim, in one transaction. What it returned from survives a kill.
    /// </summary>
    void Finish(StoredTrial trial);

    /// <summary>Says of finished work that its trials go no further: their State is Pruned from then on.</summary>
    void Prune(IReadOnlyCollection<int> trials, int budget);

    /// <summary>Gives back claimed work that was not finished.</summary>
    void Release(int trial, int budget);
}

/// <summary>A finished piece of work.</summary>
/// <param name="Trial">What it came to.</param>
/// <param name="Budget">Epochs that it was to train for: of the rung, with halving; else of the trial.</param>
internal sealed record StoredTrial(SweepTrial Trial, int Budget);

/// <summary>What makes one sweep another, as texts by name, in this order: a store belongs to exactly one.</summary>
/// <param name="Entries">"Dataset" and its fingerprint, "LearningRate" and its values …</param>
/// <param name="Seed">The sweep's seed if it was given; null for the store's own, or a fresh one.</param>
internal sealed record SweepIdentity(IReadOnlyList<KeyValuePair<string, string>> Entries, long? Seed);

/// <summary>Opens stores.</summary>
internal interface ITrialStoreProvider
{
    /// <summary>Opens the store of a sweep, or makes it.</summary>
    /// <param name="directory">Of the store; made if need be.</param>
    /// <param name="identity">The sweep.</param>
    /// <param name="retryFailed">Whether failed trials are forgotten, to be done again.</param>
    /// <param name="shared">Whether other machines will work on it too.</param>
    /// <exception cref="MLPoshException">SweepMismatch naming what differs; FileFormatInvalid; FileNotWritable.</exception>
    ITrialStore Open(string directory, SweepIdentity identity, bool retryFailed, bool shared = false);

    /// <summary>Whether there is a store.</summary>
    bool Exists(string directory);

    /// <summary>The finished trials of any store, in order; the last budget's where there are several.</summary>
    /// <exception cref="MLPoshException">PathNotFound, FileFormatInvalid, FileNotWritable: what a killed process left needs a folder to be put right in.</exception>
    IEnumerable<StoredTrial> Read(string directory, bool withHistory);
}
