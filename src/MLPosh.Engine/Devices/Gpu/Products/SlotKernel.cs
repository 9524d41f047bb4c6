using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Slots of sums, one after the other, and what they are added to.</summary>
internal readonly record struct SlotArguments(ArrayView<float> Slots, ArrayView<float> Target, int Count, int SlotCount, int Group)
{
    public KernelConfig Config => new(GpuSizes.Groups(Count, Group), Group);
}

/// <summary>Adds slots up, always in their order.</summary>
internal static class SlotKernel
{
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
}
