using MLPosh.Engine.Tests.Search.Stores;

namespace MLPosh.Engine.Tests;

/// <summary>The tests run as a program: as a process that works on a store.</summary>
internal static class Program
{
    private static int Main(string[] args) => StoreWorker.Run(args);
}
