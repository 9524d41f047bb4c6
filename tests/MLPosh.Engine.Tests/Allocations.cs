namespace MLPosh.Engine.Tests;

/// <summary>What work allocates on the calling thread.</summary>
internal static class Allocations
{
    /// <summary>
    /// The least of several rounds. A collection that another test sets off counts what was left of the thread's own block;
    /// what the work itself allocates shows in each round.
    /// </summary>
    public static long LeastOf(Action round) => Enumerable.Range(0, 4).Select(_ =>
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        round();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }).Min();
}
