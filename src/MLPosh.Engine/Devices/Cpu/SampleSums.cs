using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>
/// Gradients of few weights as sums over the samples of a tile, in registers of samples. As many outputs and inputs are taken
/// at once as there are registers for; the sums of the slopes, for the bias, come along where one of them leaves room.
/// </summary>
internal static unsafe class SampleSums
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLane, T>(
        T* input, int inputs, T* slope, int outputs, T* gradient, T* biasGradient, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        // With 16 registers four inputs have room beside two outputs, and what is left of them beside four.
        int first = TLane.HasManyRegisters ? inputs : inputs / 4 * 4;
        if (first > 0)
        {
            Part<TLane, T>(input, first, slope, outputs, gradient, inputs, biasGradient, width, samples);
        }

        if (first < inputs)
        {
            Part<TLane, T>(
                input + ((long)first * width), inputs - first, slope, outputs, gradient + first, inputs,
                first > 0 ? null : biasGradient, width, samples);
        }
    }

    /// <summary>Adds the sum of each row of slopes to the gradient of its bias, if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfSlopes<TLane, T>(T* slope, int outputs, T* biasGradient, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        for (int o = 0; o < outputs && biasGradient != null; o++, slope += width)
        {
            int step = TLane.Count;
            int s = 0;
            TLane a = default, b = default;
            for (; s + step < samples; s += 2 * step)
            {
                a += TLane.Load(slope + s);
                b += TLane.Load(slope + s + step);
            }

            if (s < samples)
            {
                a += TLane.Load(slope + s);
            }

            biasGradient[o] += TLane.Sum(a + b);
        }
    }

    /// <summary>Of some of the inputs, whose gradients lie a stride apart from one output to the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Part<TLane, T>(
        T* input, int inputs, T* slope, int outputs, T* gradient, int stride, T* biasGradient, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        for (int rows; outputs > 0; outputs -= rows)
        {
            rows = RowsAtOnce<TLane, T>(inputs, outputs);
            if (rows == 6)
            {
                Rows<TLane, T, Six>(input, inputs, slope, gradient, stride, biasGradient, width, samples);
            }
            else if (rows == 4)
            {
                Rows<TLane, T, Four>(input, inputs, slope, gradient, stride, biasGradient, width, samples);
            }
            else if (rows == 2)
            {
                Rows<TLane, T, Two>(input, inputs, slope, gradient, stride, biasGradient, width, samples);
            }
            else
            {
                OneRow<TLane, T>(input, inputs, slope, gradient, biasGradient, width, samples);
            }

            slope += (long)rows * width;
            gradient += (long)rows * stride;
            biasGradient = biasGradient == null ? null : biasGradient + rows;
        }
    }

    private static int RowsAtOnce<TLane, T>(int inputs, int outputs)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        if (TLane.HasManyRegisters)
        {
            return outputs < 4 ? 1 : outputs is 6 or 7 or >= 10 ? 6 : 4;
        }

        return outputs < 2 ? 1 : outputs < 4 || inputs >= 4 ? 2 : 4;
    }

    /// <summary>The bias comes along with the first sums that leave room for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<TLane, T, TRows>(
        T* input, int inputs, T* slope, T* gradient, int stride, T* biasGradient, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
        where TRows : unmanaged, ICount
    {
        int i = 0;
        for (; i + 4 <= inputs; i += 4)
        {
            SumBlock<TLane, T, TRows, Four>.Run(
                input + ((long)i * width), slope, gradient + i, stride, biasGradient, width, samples);
            biasGradient = sizeof(TRows) == 6 ? biasGradient : null;
        }

        bool takesTwo = sizeof(TRows) == 6 || (sizeof(TRows) == 4 && !TLane.HasManyRegisters);
        for (; takesTwo && i + 2 <= inputs; i += 2, biasGradient = null)
        {
            SumBlock<TLane, T, TRows, Two>.Run(
                input + ((long)i * width), slope, gradient + i, stride, biasGradient, width, samples);
        }

        for (; i < inputs; i++, biasGradient = null)
        {
            SumBlock<TLane, T, TRows, One>.Run(
                input + ((long)i * width), slope, gradient + i, stride, biasGradient, width, samples);
        }

        OfSlopes<TLane, T>(slope, sizeof(TRows), biasGradient, width, samples);
    }

    /// <summary>The same sums with the sides changed: the inputs are the rows, and their gradients lie side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRow<TLane, T>(
        T* input, int inputs, T* slope, T* gradient, T* biasGradient, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        int i = 0;
        for (; TLane.HasManyRegisters && i + 6 <= inputs; i += 6)
        {
            SumBlock<TLane, T, Six, One>.Run(slope, input + ((long)i * width), gradient + i, 1, null, width, samples);
        }

        for (; i + 4 <= inputs; i += 4)
        {
            SumBlock<TLane, T, Four, One>.Run(slope, input + ((long)i * width), gradient + i, 1, null, width, samples);
        }

        for (; !TLane.HasManyRegisters && i + 2 <= inputs; i += 2)
        {
            SumBlock<TLane, T, Two, One>.Run(slope, input + ((long)i * width), gradient + i, 1, null, width, samples);
        }

        for (; i < inputs; i++, biasGradient = null)
        {
            SumBlock<TLane, T, One, One>.Run(
                input + ((long)i * width), slope, gradient + i, inputs, biasGradient, width, samples);
        }

        OfSlopes<TLane, T>(slope, 1, biasGradient, width, samples);
    }
}
