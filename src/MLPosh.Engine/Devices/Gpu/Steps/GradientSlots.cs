using ILGPU;
using ILGPU.Runtime;

namespace MLPosh.Devices.Gpu;

/// <summary>
/// Where the threads of a kernel add to gradients before these are added up. Each thread along the samples has numbers of its
/// own: no barriers and no atomic operations, the same bits every time. Those of other parts add to other gradients. What is
/// added by lookup goes to slots that a group shares: tables are large, and a sample touches little of them.
/// </summary>
internal sealed class GradientSlots
{
    // Slots take memory: fewer groups then go over more samples each.
    private const long MostNumbers = 4 * 1024 * 1024;

    private readonly GpuAccelerator _accelerator;
    private readonly GpuKernel<SlotArguments> _sum;
    private readonly SlotArguments _arguments;
    private readonly GpuSizes _sizes;
    private readonly int _first;
    private readonly bool _isByLookup;

    /// <param name="accelerator">The device.</param>
    /// <param name="memory">Gives the room.</param>
    /// <param name="probe">What the kernel adds to.</param>
    /// <param name="mostGroups">Groups along the samples that there is work for.</param>
    public GradientSlots(GpuAccelerator accelerator, GpuMemory memory, KernelProbe probe, int mostGroups)
    {
        _accelerator = accelerator;
        _sizes = memory.Sizes;
        _isByLookup = probe.AddsByLookup;
        _first = _isByLookup ? 0 : probe.First;
        int count = _isByLookup ? (int)memory.Parameters.Length : probe.Last - probe.First + 1;
        int slots = _isByLookup ? 1 : _sizes.SampleGroup;
        Groups = (int)Math.Clamp(MostNumbers / ((long)count * slots), 1, mostGroups);
        _arguments = new SlotArguments(
            memory.New<float>((long)count * slots * Groups), memory.Gradient.SubView(_first, count), count, slots * Groups, _sizes.Group);
        _sum = new(accelerator, _isByLookup ? SlotKernel.Add : SlotKernel.AddThreads);
    }

    /// <summary>The most groups that there is room for.</summary>
    public int Groups { get; }

    /// <summary>Tells a kernel where it adds.</summary>
    public void Describe(ref KernelMemory memory)
    {
        memory.FirstGradient = _first;
        memory.GradientPitch = _isByLookup ? _arguments.Count : _arguments.SlotCount;
        memory.Gradients = _arguments.Slots;
    }

    public void Clear() => _arguments.Slots.MemSetToZero(_accelerator.Stream);

    /// <summary>Adds what groups left to the gradient.</summary>
    public void Add(int groups)
    {
        if (_isByLookup)
        {
            _sum.Launch(_arguments.Config, _arguments with { SlotCount = groups });
        }
        else
        {
            _sum.Launch(new KernelConfig(_arguments.Count, _sizes.SampleGroup), _arguments);
        }
    }
}
