using System.Numerics;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace MLPosh.Devices.Gpu;

/// <summary>How many threads work together, and how rows lie in memory. All of it follows from device and capacity alone.</summary>
internal sealed class GpuSizes
{
    /// <summary>The most threads of a group in any kernel: what shared memory is laid out for.</summary>
    public const int MostThreads = 256;

    /// <summary>The fewest that a device may have: a square of four a side, for products.</summary>
    public const int FewestThreads = 16;

    private const int MostSampleThreads = 32;

    // What every CUDA device gives a group without being asked for more.
    private const int MostSharedBytes = 48 * 1024;

    // What CUDA keeps of a group's for itself.
    private const int CudaOwnBytes = 1024;

    public GpuSizes(Accelerator accelerator, int capacity)
    {
        Group = 1;
        while (2 * Group <= Math.Min(MostThreads, accelerator.MaxNumThreadsPerGroup))
        {
            Group *= 2;
        }

        // Groups of 256 threads in a square, or of 16 where a device has fewer.
        IsWide = Group == MostThreads;
        Lanes = 1;
        while (Lanes < Group && Lanes < capacity)
        {
            Lanes *= 2;
        }

        Lanes = Math.Max(Lanes, Math.Min(MostSampleThreads, Group));
        SampleGroup = Math.Min(MostSampleThreads, Group);
        SharedNumbers = Math.Min(MostSharedBytes, accelerator.MaxSharedMemoryPerGroup) / sizeof(float);
        Stride = checked((capacity + Lanes - 1) / Lanes * Lanes);
    }

    /// <summary>Threads of a group where they share nothing, or add up.</summary>
    public int Group { get; }

    /// <summary>Threads of a group that goes over a whole row; <see cref="Stride"/> is a multiple.</summary>
    public int Lanes { get; }

    /// <summary>Threads of a group in which each has a sample: few, so that a small batch still occupies the device.</summary>
    public int SampleGroup { get; }

    /// <summary>Whether groups of 256 threads are possible.</summary>
    public bool IsWide { get; }

    /// <summary>Numbers of shared memory that a group can have.</summary>
    public int SharedNumbers { get; }

    /// <summary>Numbers from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>Threads of a <see cref="SampleGroup"/> that few samples need; a power of two.</summary>
    public int LanesFor(int samples) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(samples, 1, SampleGroup));

    /// <summary>
    /// Groups that a device works on side by side where each takes all the shared memory that it may: as many as fit into the
    /// multiprocessors of CUDA's, which tell what they have; of others one each.
    /// </summary>
    public static int NetworksAtOnce(Device device) => device.NumMultiprocessors * (device is CudaDevice cuda
        ? Math.Max(1, Math.Min(
            cuda.MaxNumThreadsPerMultiprocessor / MostThreads, cuda.MaxSharedMemoryPerMultiprocessor / (MostSharedBytes + CudaOwnBytes)))
        : 1);

    /// <summary>Groups of this size that hold as many threads.</summary>
    public static int Groups(long threads, int group) => checked((int)((threads + group - 1) / group));
}
