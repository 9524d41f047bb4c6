using System.Runtime.Intrinsics;

namespace MLPosh.Devices.Cpu;

/// <summary>Makes plans for this machine's processor.</summary>
internal static class CpuDevice
{
    // Below this a second thread saves a microsecond or two a step, and costs many where something else wants the core.
    private const long MultiplyAddsPerThread = 500_000;

    /// <summary>Bits of the widest vector registers.</summary>
    public static int VectorBits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <param name="recording">What to run.</param>
    /// <param name="capacity">Most samples of a batch.</param>
    /// <param name="single">Single or double precision.</param>
    /// <param name="threads">Threads, or null for as many as the work is worth. The result is the same for any number.</param>
    /// <param name="vectorBits">Width of the registers, or null for the widest there are.</param>
    /// <param name="cores">How many of those threads may work at the moment; null for all.</param>
    public static Plan CreatePlan(
        Recording recording, int capacity, bool single, int? threads, int? vectorBits = null, CorePart? cores = null)
    {
        // As much again for the gradient by the input, and for that by the weights.
        long work = 3 * recording.MultiplyAdds * capacity;
        int team = threads ?? (int)Math.Clamp(work / MultiplyAddsPerThread, 1, Environment.ProcessorCount);
        int bits = vectorBits ?? VectorBits;
        return (bits, single) switch
        {
            (512, true) => new CpuPlan<Lane512<float>, float>(recording, capacity, team, cores),
            (512, false) => new CpuPlan<Lane512<double>, double>(recording, capacity, team, cores),
            (256, true) => new CpuPlan<Lane256<float>, float>(recording, capacity, team, cores),
            (256, false) => new CpuPlan<Lane256<double>, double>(recording, capacity, team, cores),
            (_, true) => new CpuPlan<Lane128<float>, float>(recording, capacity, team, cores),
            (_, false) => new CpuPlan<Lane128<double>, double>(recording, capacity, team, cores),
        };
    }
}
