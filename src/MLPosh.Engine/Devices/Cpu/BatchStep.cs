using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>A compiled operation that goes over all tiles, for one row or some; so must those that couple the samples of a batch.</summary>
internal abstract unsafe class BatchStep<T>
    where T : unmanaged
{
    /// <summary>How many rows it is run for; any thread may take any of them.</summary>
    public abstract int Count { get; }

    /// <summary>Runs it for a row.</summary>
    /// <param name="tiles">All tiles that hold samples, each with memory of its own.</param>
    /// <param name="row">The row.</param>
    /// <param name="room">Room that it may use while it runs, the thread's own.</param>
    /// <returns>What it adds to the loss.</returns>
    public abstract double Run(ReadOnlySpan<Tile<T>> tiles, int row, T* room);
}

/// <summary>Several that do not need one another's results.</summary>
internal sealed unsafe class JoinedStep<T>(BatchStep<T>[] steps) : BatchStep<T>
    where T : unmanaged
{
    public override int Count { get; } = steps.Sum(step => step.Count);

    public override double Run(ReadOnlySpan<Tile<T>> tiles, int row, T* room)
    {
        int step = 0;
        for (; row >= steps[step].Count; step++)
        {
            row -= steps[step].Count;
        }

        return steps[step].Run(tiles, row, room);
    }
}

/// <summary>A batch kernel.</summary>
internal sealed unsafe class BatchKernelStep<TLane, T, TKernel>(TKernel kernel, Place[] operands, BufferPlace<T> buffers)
    : BatchStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
    where TKernel : struct, IBatchKernel
{
    public override int Count => kernel.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Run(ReadOnlySpan<Tile<T>> tiles, int row, T* room)
    {
        fixed (Tile<T>* first = tiles)
        fixed (Place* places = operands)
        {
            double penalty = 0;
            kernel.Run<TLane, BatchView<TLane, T>>(
                new BatchView<TLane, T>(first, tiles.Length, places, buffers.Start, &penalty), row);
            return penalty;
        }
    }
}

/// <summary>Where a plan keeps the numbers of a network that are no learned parameters; known after its steps are.</summary>
internal sealed unsafe class BufferPlace<T>
    where T : unmanaged
{
    public T* Start { get; set; }
}

/// <summary>All registers of all tiles.</summary>
internal readonly unsafe struct BatchView<TLane, T>(
    Tile<T>* tiles, int tileCount, Place* operands, T* buffers, double* penalty) : IBatchView<TLane>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
{
    // Tiles but the last are equally full, and padding fills whole registers.
    private readonly int _registersPerTile = tiles->Registers;

    public bool IsTraining => tiles->Training.HasValue;

    public int SampleCount => tiles->BatchCount;

    public int Registers => ((tileCount - 1) * _registersPerTile) + tiles[tileCount - 1].Registers;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Get(int operand, int row, int register) => TLane.Load(At(operand, row, register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int operand, int row, int register, TLane value) => TLane.Store(At(operand, row, register), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane RealOnly(TLane value, int register)
    {
        int sample = register % _registersPerTile * TLane.Count, samples = tiles[register / _registersPerTile].Samples;
        return sample + TLane.Count <= samples ? value : TLane.First(value, Math.Max(samples - sample, 0));
    }

    public TLane Total(TLane value) => TLane.Broadcast(TLane.Sum(value));

    public TLane Parameter(int index) => TLane.Broadcast(tiles->Parameters[index]);

    public TLane Buffer(int index) => TLane.Broadcast(buffers[index]);

    public void SetBuffer(int index, TLane value) => buffers[index] = FirstElement(value);

    public void AddGradient(int index, TLane value) => tiles->Gradient[index] += FirstElement(value);

    public void AddPenalty(TLane value) => *penalty += double.CreateTruncating(FirstElement(value));

    private static T FirstElement(TLane value)
    {
        T* numbers = stackalloc T[TLane.Count];
        TLane.Store(numbers, value);
        return numbers[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T* At(int operand, int row, int register)
    {
        int tile = register / _registersPerTile;
        return operands[operand].In(tiles[tile]) + ((long)row * tiles[tile].Width)
            + (register - (tile * _registersPerTile)) * TLane.Count;
    }
}
