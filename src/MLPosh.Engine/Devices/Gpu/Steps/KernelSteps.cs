using ILGPU;
using ILGPU.Runtime;

namespace MLPosh.Devices.Gpu;

/// <summary>A layer's kernel with what it works on.</summary>
internal struct KernelArguments<TKernel>
    where TKernel : struct
{
    public TKernel Kernel;
    public KernelMemory Memory;
}

/// <summary>
/// A kernel that runs sample by sample, a thread each. Gradients are added up by groups in slots of their own, and the slots
/// in their order.
/// </summary>
internal sealed class SampleKernelStep<TKernel> : GpuStep
    where TKernel : struct, IKernel
{
    // Slots take memory: fewer groups then go over more samples each.
    private const long MostSlotNumbers = 16 * 1024 * 1024;

    private readonly GpuSizes _sizes;
    private readonly GpuKernel<KernelArguments<TKernel>> _kernel;
    private readonly GpuKernel<SlotArguments>? _sum;
    private readonly SlotArguments _slots;
    private readonly int _mostGroups;
    private KernelArguments<TKernel> _arguments;

    public SampleKernelStep(GpuAccelerator accelerator, GpuMemory memory, TKernel kernel, KernelMemory shared)
    {
        _sizes = memory.Sizes;
        _arguments = new KernelArguments<TKernel> { Kernel = kernel, Memory = shared };
        _kernel = new(accelerator, Run);
        _mostGroups = GpuSizes.Groups(_sizes.Stride, _sizes.SampleGroup);
        var probe = KernelProbe.Of(kernel);
        int first = probe.AddsByLookup ? 0 : probe.First;
        int count = probe.AddsByLookup ? (int)memory.Parameters.Length : probe.Last - probe.First + 1;
        if (probe.AddsByLookup || probe.Last >= 0)
        {
            _mostGroups = (int)Math.Clamp(MostSlotNumbers / count, 1, _mostGroups);
            _slots = new SlotArguments(
                memory.New<float>((long)count * _mostGroups), memory.Gradient.SubView(first, count), count, _mostGroups, _sizes.Group);
            _sum = new(accelerator, SlotKernel.Add);
            (_arguments.Memory.FirstGradient, _arguments.Memory.GradientCount) = (first, count);
            _arguments.Memory.Gradients = _slots.Slots;
        }
    }

    public override void Queue(in GpuBatch batch)
    {
        _arguments.Memory.Set(batch);
        int groups = Math.Min(_mostGroups, GpuSizes.Groups(batch.Count, _sizes.SampleGroup));
        if (_sum is not null)
        {
            _slots.Slots.MemSetToZero();
        }

        _kernel.Launch(new KernelConfig(groups, _sizes.SampleGroup), _arguments);
        _sum?.Launch(_slots.Config, _slots with { SlotCount = groups });
    }

    public static void Run(KernelArguments<TKernel> arguments)
    {
        var shared = SharedMemory.Allocate<float>(GpuSizes.MostThreads);
        var sharedIndices = SharedMemory.Allocate<int>(GpuSizes.MostThreads);

        // All threads of a group go on to its end, as they add up together.
        for (int first = Grid.IdxX * Group.DimX; first < arguments.Memory.Count; first += Grid.DimX * Group.DimX)
        {
            arguments.Kernel.Run<Real32, GpuView>(
                new GpuView(arguments.Memory, shared, sharedIndices, first + Group.IdxX));
        }
    }
}

/// <summary>A kernel that couples samples: a group a row.</summary>
internal sealed class BatchKernelStep<TKernel>(GpuAccelerator accelerator, GpuSizes sizes, TKernel kernel, KernelMemory memory)
    : GpuStep
    where TKernel : struct, IBatchKernel
{
    private readonly GpuKernel<KernelArguments<TKernel>> _kernel = new(accelerator, Run);
    private KernelArguments<TKernel> _arguments = new() { Kernel = kernel, Memory = memory };

    public override void Queue(in GpuBatch batch)
    {
        _arguments.Memory.Set(batch);
        _kernel.Launch(new KernelConfig(_arguments.Kernel.Count, sizes.Lanes), _arguments);
    }

    public static void Run(KernelArguments<TKernel> arguments) => arguments.Kernel.Run<Real32, GpuBatchView>(
        new GpuBatchView(arguments.Memory, SharedMemory.Allocate<float>(GpuSizes.MostThreads)), Grid.IdxX);
}
