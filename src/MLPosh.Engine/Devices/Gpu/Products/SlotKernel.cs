using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Slots of sums and what they are added to.</summary>
internal readonly record struct SlotArguments(ArrayView<float> Slots, ArrayView<float> Target, int Count, int SlotCount, int Group)
{
    public KernelConfig Config => new(GpuSizes.Groups(Count, Group), Group);
}

/// <summary>Adds slots up, always in their order.</summary>
internal static class SlotKernel
{
    /// <summary>Slots of all numbers one after the other: a thread a number.</summary>
    public static void Add(SlotArguments arguments)
    {
        int i = Grid.GlobalIndex.X;
        if (i < arguments.Count)
        {
            float sum = 0;
            for (int slot = 0; slot < arguments.SlotCount; slot++)
            {
                sum += arguments.Slots[((long)slot * arguments.Count) + i];
            }

            arguments.Target[i] += sum;
        }
    }

    /// <summary>All slots of a number one after the other: a group a number.</summary>
    public static void AddThreads(SlotArguments arguments)
    {
        var shared = SharedMemory.Allocate<float>(GpuSizes.MostThreads);
        float part = 0;
        for (int slot = Group.IdxX; slot < arguments.SlotCount; slot += Group.DimX)
        {
            part += arguments.Slots[((long)Grid.IdxX * arguments.SlotCount) + slot];
        }

        float sum = GroupSum.Of(shared, part);
        if (Group.IdxX == 0)
        {
            arguments.Target[Grid.IdxX] += sum;
        }
    }
}
