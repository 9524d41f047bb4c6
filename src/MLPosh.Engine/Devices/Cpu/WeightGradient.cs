using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>gradient += slope * inputᵀ over a tile: one sum over the samples for each weight.</summary>
internal static unsafe class WeightGradient
{
    // With fewer inputs transposing them takes longer than sums across the registers do: 50 inputs by 14 outputs take a quarter less
    // that way, 64 and more no less.
    private const int LeastForProduct = 64;

    // With 16 registers few sums are under way at once, and taking them across a register is most of the work: with the product a
    // step of an LSTM(128) over 28 inputs takes 31 ms, with the sums it took 39 (Zen 3).
    private const int LeastForProductOfFew = 16;

    /// <summary>Numbers that <see cref="Run"/> needs beside a tile.</summary>
    public static long Room<TLane, T>(int inputs, int outputs, int width)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged => IsProduct<TLane, T>(inputs, outputs)
        ? ((long)width * Stride(inputs, TLane.Count)) + ((long)outputs * TLane.Count)
        : 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLane, T>(
        T* input, int inputs, T* slope, int outputs, T* gradient, T* biasGradient, int width, int registers, T* room)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        int samples = registers * TLane.Count;
        if (IsProduct<TLane, T>(inputs, outputs))
        {
            ByProduct<TLane, T>(input, inputs, slope, outputs, gradient, width, samples, room);
            SampleSums.OfSlopes<TLane, T>(slope, outputs, biasGradient, width, samples);
            return;
        }

        SampleSums.Run<TLane, T>(input, inputs, slope, outputs, gradient, biasGradient, width, samples);
    }

    /// <summary>
    /// Of many inputs registers hold inputs, not samples: no sum has to be taken across a register. The inputs are
    /// transposed for that, which is little beside the product.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ByProduct<TLane, T>(
        T* input, int inputs, T* slope, int outputs, T* gradient, int width, int samples, T* room)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        int block = TLane.Count, whole = inputs / block, left = inputs - (whole * block);
        int stride = Stride(inputs, block);
        Transposition.Run(input, width, inputs, samples, room, stride);
        MatrixProduct.Run<TLane, T, Keep>(
            slope, width, 1, null, room, stride, samples, gradient, inputs, outputs, gradient, whole, adds: true);
        if (left == 0)
        {
            return;
        }

        // The last inputs fill part of a register; beyond them lies the next unit's gradient.
        T* tail = room + ((long)width * stride);
        MatrixProduct.Run<TLane, T, Keep>(
            slope, width, 1, null, room + (whole * block), stride, samples, tail, block, outputs, tail, 1, adds: false);
        for (int o = 0; o < outputs; o++)
        {
            T* sum = gradient + ((long)o * inputs) + (whole * block);
            for (int i = 0; i < left; i++)
            {
                sum[i] += tail[((long)o * block) + i];
            }
        }
    }

    private static bool IsProduct<TLane, T>(int inputs, int outputs)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged =>
        inputs >= LeastForProduct || (!TLane.HasManyRegisters && inputs >= LeastForProductOfFew && outputs >= LeastForProduct);

    // A cache line more than the inputs fill, or rows a power of two apart would push each other out of the cache.
    private static int Stride(int inputs, int block) => ((inputs + block - 1) / block * block) + 16;
}
