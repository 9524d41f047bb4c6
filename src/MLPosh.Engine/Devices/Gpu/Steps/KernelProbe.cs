using MLPosh.Devices.Reference;

namespace MLPosh.Devices.Gpu;

/// <summary>
/// What a kernel adds to: found by running all of its parts once, over a sample of ones, with a view that only takes notes.
/// Kernels branch by their settings and the part alone, so one sample tells of all.
/// </summary>
internal sealed class KernelProbe
{
    /// <summary>The first parameter whose gradient it adds to; above <see cref="Last"/> if there is none.</summary>
    public int First { get; private set; } = int.MaxValue;

    public int Last { get; private set; } = -1;

    /// <summary>Whether it adds to gradients by what it looks up: then to any of them.</summary>
    public bool AddsByLookup { get; private set; }

    public bool AddsGradient => AddsByLookup || Last >= 0;

    /// <summary>Whether it adds to the loss.</summary>
    public bool AddsPenalty { get; private set; }

    public static KernelProbe Of<TKernel>(TKernel kernel)
        where TKernel : struct, IKernel
    {
        var probe = new KernelProbe();
        for (int part = 0; part < kernel.Count; part++)
        {
            kernel.Run<Real64, View>(new View(probe), part);
        }

        return probe;
    }

    private readonly struct View(KernelProbe probe) : IView<Real64>
    {
        public bool IsTraining => true;

        public Real64 PerSample => new(1);

        public Real64 Get(int operand, int row) => new(1);

        public void Set(int operand, int row, Real64 value)
        {
        }

        public Real64 Parameter(int index) => new(1);

        public void AddGradient(int index, Real64 value)
        {
            probe.First = Math.Min(probe.First, index);
            probe.Last = Math.Max(probe.Last, index);
        }

        public void AddPenalty(Real64 value) => probe.AddsPenalty = true;

        public Real64 RealOnly(Real64 value) => value;

        public Real64 Uniform(int layer, int row) => new(0.5);

        public Real64 Normal(int layer, int row) => new(1);

        public Real64 Lookup(int operand, int row, int first, int stride) => new(1);

        public void AddLookupGradient(int operand, int row, int first, int stride, Real64 value) => probe.AddsByLookup = true;
    }
}
