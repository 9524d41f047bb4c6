namespace MLPosh.Devices.Reference;

/// <summary>What the kernels of a reference plan work on.</summary>
internal sealed class ReferenceMemory
{
    public required double[][] Rows { get; init; } // [rows id][row * Capacity + sample]

    public required double[] Parameters { get; init; }

    public required double[] Buffers { get; init; }

    public required double[] Gradient { get; init; }

    public required int Capacity { get; init; }

    public int Count { get; set; }

    public TrainingStep? Training { get; set; }

    /// <summary>Sum over the samples.</summary>
    public double Penalty { get; set; }

    public ref double At(Rows rows, int row, int sample) => ref Rows[rows.Id][((rows.First + row) * Capacity) + sample];
}

/// <summary>One sample.</summary>
internal readonly struct RealView(ReferenceMemory memory, IReadOnlyList<Rows> operands, int sample) : IView<Real64>
{
    public bool IsTraining => memory.Training is not null;

    public Real64 PerSample => new(1.0 / memory.Count);

    public Real64 Get(int operand, int row) => new(memory.At(operands[operand], row, sample));

    public void Set(int operand, int row, Real64 value) => memory.At(operands[operand], row, sample) = value.Number;

    public Real64 Parameter(int index) => new(memory.Parameters[index]);

    public void AddGradient(int index, Real64 value) => memory.Gradient[index] += value.Number;

    public void AddPenalty(Real64 value) => memory.Penalty += value.Number;

    public Real64 RealOnly(Real64 value) => value;

    public Real64 Uniform(int layer, int row)
    {
        var step = memory.Training!.Value;
        return new(Philox.UniformSingle(step.Seed, RandomStream.Layer + (uint)layer, step.Number, Philox.Element(sample, row)));
    }

    public Real64 Normal(int layer, int row)
    {
        var step = memory.Training!.Value;
        return new(Philox.Normal(step.Seed, RandomStream.Layer + (uint)layer, step.Number, Philox.Element(sample, row)));
    }

    public Real64 Lookup(int operand, int row, int first, int stride) =>
        new(memory.Parameters[first + (stride * (int)memory.At(operands[operand], row, sample))]);

    public void AddLookupGradient(int operand, int row, int first, int stride, Real64 value) =>
        memory.Gradient[first + (stride * (int)memory.At(operands[operand], row, sample))] += value.Number;
}

/// <summary>A batch, one sample a register.</summary>
internal readonly struct RealBatchView(ReferenceMemory memory, IReadOnlyList<Rows> operands) : IBatchView<Real64>
{
    public bool IsTraining => memory.Training is not null;

    public int SampleCount => memory.Count;

    public int Registers => memory.Count;

    public Real64 Get(int operand, int row, int register) => new(memory.At(operands[operand], row, register));

    public void Set(int operand, int row, int register, Real64 value) =>
        memory.At(operands[operand], row, register) = value.Number;

    public Real64 RealOnly(Real64 value, int register) => value;

    public Real64 Total(Real64 value) => value;

    public Real64 Parameter(int index) => new(memory.Parameters[index]);

    public Real64 Buffer(int index) => new(memory.Buffers[index]);

    public void SetBuffer(int index, Real64 value) => memory.Buffers[index] = value.Number;

    public void AddGradient(int index, Real64 value) => memory.Gradient[index] += value.Number;

    public void AddPenalty(Real64 value) => memory.Penalty += value.Number * memory.Count;
}

/// <summary>Runs a kernel over the samples of a reference plan.</summary>
internal sealed class KernelRun(ReferenceMemory memory, IReadOnlyList<Rows> operands) : IKernelVisitor<int>
{
    public int Visit<TKernel>(TKernel kernel)
        where TKernel : struct, IKernel
    {
        for (int s = 0; s < memory.Count; s++)
        {
            for (int part = 0; part < kernel.Count; part++)
            {
                kernel.Run<Real64, RealView>(new RealView(memory, operands, s), part);
            }
        }

        return memory.Count;
    }

    public int VisitBatch<TKernel>(TKernel kernel)
        where TKernel : struct, IBatchKernel
    {
        for (int row = 0; row < kernel.Count; row++)
        {
            kernel.Run<Real64, RealBatchView>(new RealBatchView(memory, operands), row);
        }

        return memory.Count;
    }
}
