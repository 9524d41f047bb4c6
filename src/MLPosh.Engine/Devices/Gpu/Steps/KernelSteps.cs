using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>A layer's kernel with what it works on.</summary>
internal struct KernelArguments<TKernel>
    where TKernel : struct
{
    public TKernel Kernel;
    public KernelMemory Memory;
}

/// <summary>A kernel whose threads are shared out among samples and parts.</summary>
internal struct PartArguments<TKernel>
    where TKernel : struct
{
    public TKernel Kernel;
    public KernelMemory Memory;

    /// <summary>Parts of the kernel.</summary>
    public int Parts;

    /// <summary>Groups along the samples; behind them come those of further parts.</summary>
    public int SampleGroups;

    /// <summary>Neighbouring threads of a group with a sample each; the next so many take the part that follows.</summary>
    public int Lanes;
}

/// <summary>
/// A kernel that runs sample by sample, a thread for each of its parts. Gradients go to slots, which are added up in their order.
/// </summary>
internal sealed class SampleKernelStep<TKernel> : GpuStep
    where TKernel : struct, IKernel
{
    private readonly GpuSizes _sizes;
    private readonly GpuKernel<PartArguments<TKernel>> _kernel;
    private readonly GradientSlots? _slots;
    private readonly int _mostGroups;
    private readonly bool _addsTogether;
    private PartArguments<TKernel> _arguments;

    public SampleKernelStep(GpuAccelerator accelerator, GpuMemory memory, TKernel kernel, KernelMemory shared)
    {
        _sizes = memory.Sizes;
        _arguments = new PartArguments<TKernel> { Kernel = kernel, Memory = shared, Parts = kernel.Count };
        _mostGroups = GpuSizes.Groups(_sizes.Stride, _sizes.SampleGroup);
        var probe = KernelProbe.Of(kernel);
        if (probe.AddsPenalty && kernel.Count > 1)
        {
            throw new NotSupportedException($"The GPU device takes penalties of one part, not of {kernel.Count}: {typeof(TKernel)}.");
        }

        _addsTogether = probe.AddsPenalty || probe.AddsByLookup;
        _kernel = new(accelerator, _addsTogether ? RunTogether : Run);
        if (probe.AddsGradient)
        {
            _slots = new GradientSlots(accelerator, memory, probe, _mostGroups);
            _mostGroups = _slots.Groups;
            _slots.Describe(ref _arguments.Memory);
        }
    }

    public override void Queue(in GpuBatch batch)
    {
        // Of few samples a group takes several parts, unless its threads have to come to the same calls.
        int lanes = _addsTogether ? _sizes.SampleGroup : _sizes.LanesFor(batch.Count);
        int groups = Math.Min(_mostGroups, GpuSizes.Groups(batch.Count, lanes));
        _arguments.Memory.Set(batch);
        (_arguments.SampleGroups, _arguments.Lanes) = (groups, lanes);
        _slots?.Clear();
        _kernel.Launch(
            new KernelConfig(checked(groups * GpuSizes.Groups(_arguments.Parts, _sizes.SampleGroup / lanes)), _sizes.SampleGroup),
            _arguments);
        _slots?.Add(groups);
    }

    public static void Run(PartArguments<TKernel> arguments)
    {
        int lanes = arguments.Lanes, group = Grid.IdxX % arguments.SampleGroups;
        int slot = (group * lanes) + (Group.IdxX % lanes);
        int part = (Grid.IdxX / arguments.SampleGroups * (Group.DimX / lanes)) + (Group.IdxX / lanes);
        if (part < arguments.Parts)
        {
            for (int sample = slot; sample < arguments.Memory.Count; sample += arguments.SampleGroups * lanes)
            {
                arguments.Kernel.Run<Real32, GpuView>(new GpuView(arguments.Memory, default, default, sample, slot), part);
            }
        }
    }

    /// <summary>A part a group: its threads add up together, so all of them go on to its end.</summary>
    public static void RunTogether(PartArguments<TKernel> arguments)
    {
        var shared = SharedMemory.Allocate<float>(GpuSizes.MostThreads);
        var sharedIndices = SharedMemory.Allocate<int>(GpuSizes.MostThreads);
        int part = Grid.IdxX / arguments.SampleGroups;
        int start = Grid.IdxX % arguments.SampleGroups * Group.DimX;
        for (int first = start; first < arguments.Memory.Count; first += arguments.SampleGroups * Group.DimX)
        {
            arguments.Kernel.Run<Real32, GpuView>(
                new GpuView(arguments.Memory, shared, sharedIndices, first + Group.IdxX, start + Group.IdxX), part);
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
