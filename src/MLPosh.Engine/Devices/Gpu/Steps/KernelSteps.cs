using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>A layer's kernel with what it works on.</summary>
internal struct KernelArguments<TKernel>
    where TKernel : struct
{
    public TKernel Kernel;
    public KernelMemory Memory;
}

/// <summary>A kernel that runs sample by sample, a thread each. Gradients go to slots, which are added up in their order.</summary>
internal sealed class SampleKernelStep<TKernel> : GpuStep
    where TKernel : struct, IKernel
{
    private readonly GpuSizes _sizes;
    private readonly GpuKernel<KernelArguments<TKernel>> _kernel;
    private readonly GradientSlots? _slots;
    private readonly int _mostGroups;
    private KernelArguments<TKernel> _arguments;

    public SampleKernelStep(GpuAccelerator accelerator, GpuMemory memory, TKernel kernel, KernelMemory shared)
    {
        _sizes = memory.Sizes;
        _arguments = new KernelArguments<TKernel> { Kernel = kernel, Memory = shared };
        _kernel = new(accelerator, Run);
        _mostGroups = GpuSizes.Groups(_sizes.Stride, _sizes.SampleGroup);
        var probe = KernelProbe.Of(kernel);
        if (probe.AddsGradient)
        {
            _slots = new GradientSlots(accelerator, memory, probe, _mostGroups);
            _mostGroups = _slots.Groups;
            _slots.Describe(ref _arguments.Memory);
        }
    }

    public override void Queue(in GpuBatch batch)
    {
        _arguments.Memory.Set(batch);
        int groups = Math.Min(_mostGroups, GpuSizes.Groups(batch.Count, _sizes.SampleGroup));
        _slots?.Clear();
        _kernel.Launch(new KernelConfig(groups, _sizes.SampleGroup), _arguments);
        _slots?.Add(groups);
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
    private KernelArguments<TKernel> _arguments = new() { Kernel = kernel, Memory = memory };
    private GpuKernel<KernelArguments<TKernel>>? _training;
    private GpuKernel<KernelArguments<TKernel>>? _evaluation;

    public override void Queue(in GpuBatch batch)
    {
        _arguments.Memory.Set(batch);
        var mode = batch.Training is null
            ? _evaluation ??= new(accelerator, Run<EvaluationMode>)
            : _training ??= new(accelerator, Run<TrainingMode>);
        mode.Launch(new KernelConfig(_arguments.Kernel.Count, sizes.Lanes), _arguments);
    }

    public static void Run<TMode>(KernelArguments<TKernel> arguments)
        where TMode : struct, IBatchMode => arguments.Kernel.Run<Real32, GpuBatchView<TMode>>(
        new GpuBatchView<TMode>(arguments.Memory, SharedMemory.Allocate<float>(GpuSizes.MostThreads)), Grid.IdxX);
}
