namespace MLPosh;

/// <summary>Where a sweep keeps its finished trials.</summary>
public sealed class TrialStore : IDisposable
{
    internal TrialStore(ITrialStore inner) => Inner = inner;

    /// <summary>The sweep's seed: of whoever made the store.</summary>
    public long Seed => Inner.Seed;

    internal ITrialStore Inner { get; }

    /// <inheritdoc/>
    public void Dispose() => Inner.Dispose();
}
