using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>gradient += slope * inputᵀ over a tile: one sum over the samples for each weight.</summary>
internal static unsafe class WeightGradient
{
    // With fewer inputs most of the registers of a product would be empty.
    private const int LeastForProduct = 32;

    /// <summary>Numbers that <see cref="Run"/> needs beside a tile.</summary>
    public static long Room(int inputs, int outputs, int width, int block) => inputs < LeastForProduct
        ? 0
        : ((long)width * Stride(inputs, block)) + ((long)outputs * block);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLane, T>(
        T* input, int inputs, T* slope, int outputs, T* gradient, T* biasGradient, int width, int blocks, T* room)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        int samples = blocks * 4 * TLane.Count;
        if (inputs >= LeastForProduct)
        {
            ByProduct<TLane, T>(input, inputs, slope, outputs, gradient, width, samples, room);
            for (int o = 0; o < outputs && biasGradient != null; o++)
            {
                biasGradient[o] += Sum<TLane, T>(slope + ((long)o * width), samples);
            }

            return;
        }

        for (int o = 0; o < outputs; o++, slope += width, gradient += inputs)
        {
            int i = 0;
            for (; i + 4 <= inputs; i += 4)
            {
                Four<TLane, T>(input + ((long)i * width), slope, gradient + i, width, samples);
            }

            for (; i < inputs; i++)
            {
                gradient[i] += Dot<TLane, T>(input + ((long)i * width), slope, samples);
            }

            if (biasGradient != null)
            {
                biasGradient[o] += Sum<TLane, T>(slope, samples);
            }
        }
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
        int block = 4 * TLane.Count, whole = inputs / block, left = inputs - (whole * block);
        int stride = Stride(inputs, block);
        Transposition.Run(input, width, inputs, samples, room, stride);
        MatrixProduct.Run<TLane, T, Keep>(
            slope, width, 1, null, room, stride, samples, gradient, inputs, outputs, gradient, whole, adds: true);
        if (left == 0)
        {
            return;
        }

        // The last inputs fill part of a block; beyond them lies the next unit's gradient.
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

    // A cache line more than the inputs fill, or rows a power of two apart would push each other out of the cache.
    private static int Stride(int inputs, int block) => ((inputs + block - 1) / block * block) + 16;

    /// <summary>Four inputs at once share the loads of the slope; two registers each keep eight sums going.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four<TLane, T>(T* input, T* slope, T* gradient, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        int step = TLane.Count;
        T* x0 = input, x1 = x0 + width, x2 = x1 + width, x3 = x2 + width;
        TLane a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        for (int s = 0; s < samples; s += 2 * step)
        {
            var (d, e) = (TLane.Load(slope + s), TLane.Load(slope + s + step));
            a0 = TLane.MultiplyAdd(d, TLane.Load(x0 + s), a0);
            b0 = TLane.MultiplyAdd(e, TLane.Load(x0 + s + step), b0);
            a1 = TLane.MultiplyAdd(d, TLane.Load(x1 + s), a1);
            b1 = TLane.MultiplyAdd(e, TLane.Load(x1 + s + step), b1);
            a2 = TLane.MultiplyAdd(d, TLane.Load(x2 + s), a2);
            b2 = TLane.MultiplyAdd(e, TLane.Load(x2 + s + step), b2);
            a3 = TLane.MultiplyAdd(d, TLane.Load(x3 + s), a3);
            b3 = TLane.MultiplyAdd(e, TLane.Load(x3 + s + step), b3);
        }

        gradient[0] += TLane.Sum(a0 + b0);
        gradient[1] += TLane.Sum(a1 + b1);
        gradient[2] += TLane.Sum(a2 + b2);
        gradient[3] += TLane.Sum(a3 + b3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Dot<TLane, T>(T* x, T* slope, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        int step = TLane.Count;
        TLane a0 = default, a1 = default, a2 = default, a3 = default;
        for (int s = 0; s < samples; s += 4 * step)
        {
            a0 = TLane.MultiplyAdd(TLane.Load(slope + s), TLane.Load(x + s), a0);
            a1 = TLane.MultiplyAdd(TLane.Load(slope + s + step), TLane.Load(x + s + step), a1);
            a2 = TLane.MultiplyAdd(TLane.Load(slope + s + (2 * step)), TLane.Load(x + s + (2 * step)), a2);
            a3 = TLane.MultiplyAdd(TLane.Load(slope + s + (3 * step)), TLane.Load(x + s + (3 * step)), a3);
        }

        return TLane.Sum((a0 + a1) + (a2 + a3));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Sum<TLane, T>(T* slope, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        int step = TLane.Count;
        TLane a0 = default, a1 = default, a2 = default, a3 = default;
        for (int s = 0; s < samples; s += 4 * step)
        {
            a0 += TLane.Load(slope + s);
            a1 += TLane.Load(slope + s + step);
            a2 += TLane.Load(slope + s + (2 * step));
            a3 += TLane.Load(slope + s + (3 * step));
        }

        return TLane.Sum((a0 + a1) + (a2 + a3));
    }
}
