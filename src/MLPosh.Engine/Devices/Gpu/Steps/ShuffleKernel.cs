using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>An order to make.</summary>
internal struct ShuffleArguments
{
    public ArrayView<int> Order;
    public long Seed;
    public uint Epoch;
}

/// <summary>
/// The order of <see cref="Philox.Shuffle"/>. One group: its threads draw the numbers, and one of them swaps, which cannot be
/// shared out, in shared memory.
/// </summary>
internal static class ShuffleKernel
{
    /// <summary>The most samples: two numbers each have to fit into shared memory.</summary>
    public const int MostSamples = 4096;

    public static void Run(ShuffleArguments arguments)
    {
        var order = SharedMemory.Allocate<int>(MostSamples);
        var places = SharedMemory.Allocate<int>(MostSamples);
        int count = (int)arguments.Order.Length;
        for (int i = Group.IdxX; i < count; i += Group.DimX)
        {
            order[i] = i;
            places[i] = Philox.ShufflePlace(arguments.Seed, RandomStream.Shuffle, arguments.Epoch, i);
        }

        Group.Barrier();
        if (Group.IdxX == 0)
        {
            for (int i = count - 1; i > 0; i--)
            {
                int kept = order[i];
                order[i] = order[places[i]];
                order[places[i]] = kept;
            }
        }

        Group.Barrier();
        for (int i = Group.IdxX; i < count; i += Group.DimX)
        {
            arguments.Order[i] = order[i];
        }
    }
}
