using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>A kernel, run for every register of a tile, one part after the other.</summary>
internal sealed unsafe class KernelStep<TLane, T, TKernel>(TKernel kernel, Place[] operands) : TileStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
    where TKernel : struct, IKernel
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(ref Tile<T> tile)
    {
        T** bases = stackalloc T*[operands.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            bases[i] = operands[i].In(tile);
        }

        int parts = kernel.Count;
        fixed (Tile<T>* place = &tile)
        {
            for (int s = 0; s < tile.Registers * TLane.Count; s += TLane.Count)
            {
                for (int part = 0; part < parts; part++)
                {
                    kernel.Run<TLane, TileView<TLane, T>>(new TileView<TLane, T>(place, bases, s), part);
                }
            }
        }
    }
}

/// <summary>One register of samples of a tile.</summary>
internal readonly unsafe struct TileView<TLane, T>(Tile<T>* tile, T** operands, int sample) : IView<TLane>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
{
    public bool IsTraining => tile->Training.HasValue;

    public TLane PerSample => TLane.Broadcast(tile->PerSample);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Get(int operand, int row) => TLane.Load(operands[operand] + ((long)row * tile->Width) + sample);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int operand, int row, TLane value) =>
        TLane.Store(operands[operand] + ((long)row * tile->Width) + sample, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Parameter(int index) => TLane.Broadcast(tile->Parameters[index]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddGradient(int index, TLane value) => tile->Gradient[index] += TLane.Sum(value);

    public void AddPenalty(TLane value) => tile->Penalty += double.CreateTruncating(TLane.Sum(RealOnly(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane RealOnly(TLane value) => sample + TLane.Count <= tile->Samples
        ? value
        : TLane.First(value, Math.Max(tile->Samples - sample, 0));

    public TLane Uniform(int layer, int row)
    {
        float* numbers = stackalloc float[PhiloxLanes.Count];
        PhiloxLanes.Uniform(
            tile->Training!.Value, RandomStream.Layer + (uint)layer, tile->FirstSample + sample, row, numbers);
        return First(numbers);
    }

    public TLane Normal(int layer, int row)
    {
        double* numbers = stackalloc double[PhiloxLanes.Count];
        PhiloxLanes.Normal(
            tile->Training!.Value, RandomStream.Layer + (uint)layer, tile->FirstSample + sample, row, numbers);
        return First(numbers);
    }

    public TLane Lookup(int operand, int row, int first, int stride)
    {
        T* numbers = stackalloc T[TLane.Count];
        T* index = operands[operand] + ((long)row * tile->Width) + sample;
        for (int i = 0; i < TLane.Count; i++)
        {
            numbers[i] = tile->Parameters[first + (stride * int.CreateTruncating(index[i]))];
        }

        return TLane.Load(numbers);
    }

    public void AddLookupGradient(int operand, int row, int first, int stride, TLane value)
    {
        T* numbers = stackalloc T[TLane.Count];
        TLane.Store(numbers, value);
        T* index = operands[operand] + ((long)row * tile->Width) + sample;
        int count = Math.Clamp(tile->Samples - sample, 0, TLane.Count);
        for (int i = 0; i < count; i++)
        {
            tile->Gradient[first + (stride * int.CreateTruncating(index[i]))] += numbers[i];
        }
    }

    /// <summary>The first so many numbers as a register holds.</summary>
    private static TLane First<TNumber>(TNumber* numbers)
        where TNumber : unmanaged, INumberBase<TNumber>
    {
        T* converted = stackalloc T[TLane.Count];
        for (int i = 0; i < TLane.Count; i++)
        {
            converted[i] = T.CreateTruncating(numbers[i]);
        }

        return TLane.Load(converted);
    }
}
