using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Where a kernel's operands begin among all rows, in numbers.</summary>
internal struct OperandPlaces
{
    private long _p0;
    private long _p1;
    private long _p2;
    private long _p3;
    private long _p4;
    private long _p5;
    private long _p6;
    private long _p7;

    public const int Most = 8;

    /// <summary>The place of an operand; kernels name them by constants, so that nothing is left of the choice.</summary>
    public readonly long Of(int operand) =>
        operand == 0 ? _p0 : operand == 1 ? _p1 : operand == 2 ? _p2 : operand == 3 ? _p3
        : operand == 4 ? _p4 : operand == 5 ? _p5 : operand == 6 ? _p6 : _p7;

    public static OperandPlaces Of(IReadOnlyList<long> places)
    {
        long At(int operand) => operand < places.Count ? places[operand] : 0;
        return places.Count > Most
            ? throw new NotSupportedException($"The GPU device takes kernels of {Most} operands, not of {places.Count}.")
            : new OperandPlaces
            {
                _p0 = At(0),
                _p1 = At(1),
                _p2 = At(2),
                _p3 = At(3),
                _p4 = At(4),
                _p5 = At(5),
                _p6 = At(6),
                _p7 = At(7),
            };
    }
}

/// <summary>What all kernels of layers are handed.</summary>
internal struct KernelMemory
{
    public ArrayView<float> Rows;
    public ArrayView<float> Parameters;
    public ArrayView<float> Buffers;

    /// <summary>See <see cref="Gpu.GradientSlots"/>; of a whole batch's kernel, the gradient itself.</summary>
    public ArrayView<float> Gradients;

    /// <summary>A number a group.</summary>
    public ArrayView<float> Penalties;

    /// <summary>See <see cref="GpuMemory.Failed"/>.</summary>
    public ArrayView<int> Failed;

    public OperandPlaces Places;
    public int FirstGradient;

    /// <summary>From one parameter to the next where threads have slots of their own, from group to group for lookups.</summary>
    public int GradientPitch;
    public int Stride;
    public int Count;
    public int IsTraining;
    public uint Step;
    public long Seed;

    /// <summary>What differs from batch to batch.</summary>
    public void Set(in GpuBatch batch)
    {
        Count = batch.Count;
        IsTraining = batch.Training is null ? 0 : 1;
        Step = batch.Training?.Number ?? 0;
        Seed = batch.Training?.Seed ?? 0;
    }
}

/// <summary>
/// One sample of a kernel that runs sample by sample. Kernels branch by their settings and the part alone, so where a group
/// has one part, all of its threads come to the same calls, and those that add over samples can be sums of the group.
/// </summary>
/// <param name="memory">What it works on.</param>
/// <param name="shared">Shared memory, a number a thread, for sums of the group.</param>
/// <param name="sharedIndices">As many places.</param>
/// <param name="sample">The sample, which may lie beyond the batch.</param>
/// <param name="slot">The thread's number among those that share out the samples of a part.</param>
internal readonly struct GpuView(
    KernelMemory memory, ArrayView<float> shared, ArrayView<int> sharedIndices, int sample, int slot)
    : IView<Real32>
{
    public bool IsTraining => memory.IsTraining != 0;

    public Real32 PerSample => new(1f / memory.Count);

    private bool IsReal => sample < memory.Count;

    public Real32 Get(int operand, int row) =>
        new(memory.Rows[memory.Places.Of(operand) + ((long)row * memory.Stride) + sample]);

    public void Set(int operand, int row, Real32 value) =>
        memory.Rows[memory.Places.Of(operand) + ((long)row * memory.Stride) + sample] = value.Number;

    public Real32 Parameter(int index) => new(memory.Parameters[index]);

    public void AddGradient(int index, Real32 value) =>
        memory.Gradients[((long)(index - memory.FirstGradient) * memory.GradientPitch) + slot] +=
            IsReal ? value.Number : 0;

    public void AddPenalty(Real32 value)
    {
        float sum = GroupSum.Of(shared, IsReal ? value.Number : 0);
        if (Group.IdxX == 0)
        {
            memory.Penalties[Grid.IdxX] += sum;
        }
    }

    public Real32 RealOnly(Real32 value) => IsReal ? value : new Real32(0);

    public Real32 Uniform(int layer, int row) => new(Philox.UniformSingle(
        memory.Seed, RandomStream.Layer + (uint)layer, memory.Step, Philox.Element(sample, row)));

    public Real32 Normal(int layer, int row) => GpuNormal.Of(
        memory.Seed, RandomStream.Layer + (uint)layer, memory.Step, Philox.Element(sample, row));

    public Real32 Lookup(int operand, int row, int first, int stride) =>
        new(memory.Parameters[IsReal ? first + (stride * (int)Get(operand, row).Number) : first]);

    /// <summary>Samples of the group that read the same place: the first of them adds for all, in their order.</summary>
    public void AddLookupGradient(int operand, int row, int first, int stride, Real32 value)
    {
        int thread = Group.IdxX, place = IsReal ? first + (stride * (int)Get(operand, row).Number) : -1;
        Group.Barrier();
        shared[thread] = value.Number;
        sharedIndices[thread] = place;
        Group.Barrier();
        bool isFirst = place >= 0;
        for (int other = 0; other < thread; other++)
        {
            isFirst = isFirst && sharedIndices[other] != place;
        }

        if (isFirst)
        {
            float sum = 0;
            for (int other = thread; other < Group.DimX; other++)
            {
                sum += sharedIndices[other] == place ? shared[other] : 0;
            }

            memory.Gradients[((long)(slot / Group.DimX) * memory.GradientPitch) + place - memory.FirstGradient] += sum;
        }
    }
}

/// <summary>What a batch is run for, as a type.</summary>
internal interface IBatchMode
{
    static abstract bool IsTraining { get; }
}

/// <summary>A step of a training.</summary>
internal readonly struct TrainingMode : IBatchMode
{
    public static bool IsTraining => true;
}

/// <summary>Anything else.</summary>
internal readonly struct EvaluationMode : IBatchMode
{
    public static bool IsTraining => false;
}

/// <summary>
/// A whole batch: the threads of a group lie along the samples. A kernel for each mode, as barriers must not lie in a branch
/// that the mode decides: PoCL mixes up what is known on both sides of it.
/// </summary>
internal readonly struct GpuBatchView<TMode>(KernelMemory memory, ArrayView<float> shared) : IBatchView<Real32>
    where TMode : struct, IBatchMode
{
    public bool IsTraining => TMode.IsTraining;

    public int SampleCount => memory.Count;

    public int Registers => (memory.Count + Group.DimX - 1) / Group.DimX;

    // Beside a smaller batch lie samples of the one before, with their gradients: to kernels, padding has none.
    public Real32 Get(int operand, int row, int register) =>
        Sample(register) < memory.Count ? new Real32(memory.Rows[At(operand, row, register)]) : new Real32(0);

    public void Set(int operand, int row, int register, Real32 value) =>
        memory.Rows[At(operand, row, register)] = value.Number;

    public Real32 RealOnly(Real32 value, int register) => Sample(register) < memory.Count ? value : new Real32(0);

    public Real32 Total(Real32 value) => new(GroupSum.Of(shared, value.Number));

    public Real32 Parameter(int index) => new(memory.Parameters[index]);

    public Real32 Buffer(int index) => new(memory.Buffers[index]);

    public void SetBuffer(int index, Real32 value)
    {
        // Others may still have to read it.
        Group.Barrier();
        if (Group.IdxX == 0 && memory.Failed[0] == 0)
        {
            memory.Buffers[index] = value.Number;
        }

        Group.Barrier();
    }

    public void AddGradient(int index, Real32 value)
    {
        if (Group.IdxX == 0)
        {
            memory.Gradients[index] += value.Number;
        }
    }

    // Among the penalties all are sums over samples, and this is one for all of them.
    public void AddPenalty(Real32 value)
    {
        if (Group.IdxX == 0)
        {
            memory.Penalties[Grid.IdxX] += value.Number * memory.Count;
        }
    }

    private static int Sample(int register) => (register * Group.DimX) + Group.IdxX;

    private long At(int operand, int row, int register) =>
        memory.Places.Of(operand) + ((long)row * memory.Stride) + Sample(register);
}
