namespace MLPosh;

/// <summary>Seeds for callers that give none.</summary>
public static class Seeds
{
    /// <summary>A fresh seed. It is recorded on what it made, so that a lucky result can be repeated.</summary>
    public static long Fresh() => Random.Shared.NextInt64(1, int.MaxValue);
}
