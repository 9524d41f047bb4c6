using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>Gradients of few weights as sums over the samples of a tile, in registers of samples.</summary>
internal static unsafe class SampleSums
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLane, T>(
        T* input, int inputs, T* slope, int outputs, T* gradient, T* biasGradient, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        OfSlopes<TLane, T>(slope, outputs, biasGradient, width, samples);
        int o = 0;
        for (; TLane.HasManyRegisters && o + 4 <= outputs; o += 4, slope += 4L * width, gradient += 4 * inputs)
        {
            int i = 0;
            for (; i + 4 <= inputs; i += 4)
            {
                FourByFour<TLane, T>(input + ((long)i * width), slope, gradient + i, inputs, width, samples);
            }

            for (; i < inputs; i++)
            {
                FourByOne<TLane, T>(input + ((long)i * width), slope, gradient + i, inputs, width, samples);
            }
        }

        for (; o < outputs; o++, slope += width, gradient += inputs)
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
        }
    }

    /// <summary>Adds the sum of each row of slopes to the gradient of its bias, if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfSlopes<TLane, T>(T* slope, int outputs, T* biasGradient, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        if (biasGradient == null)
        {
            return;
        }

        int o = 0;
        for (; o + 4 <= outputs; o += 4)
        {
            T* d0 = slope + ((long)o * width), d1 = d0 + width, d2 = d1 + width, d3 = d2 + width;
            TLane a0 = default, a1 = default, a2 = default, a3 = default;
            for (int s = 0; s < samples; s += TLane.Count)
            {
                a0 += TLane.Load(d0 + s);
                a1 += TLane.Load(d1 + s);
                a2 += TLane.Load(d2 + s);
                a3 += TLane.Load(d3 + s);
            }

            TLane.AddSums(biasGradient + o, a0, a1, a2, a3);
        }

        for (; o < outputs; o++)
        {
            biasGradient[o] += Sum<TLane, T>(slope + ((long)o * width), samples);
        }
    }

    /// <summary>Four outputs by four inputs: each register that is loaded serves four sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourByFour<TLane, T>(T* input, T* slope, T* gradient, int stride, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        T* x0 = input, x1 = x0 + width, x2 = x1 + width, x3 = x2 + width;
        T* d0 = slope, d1 = d0 + width, d2 = d1 + width, d3 = d2 + width;
        TLane a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        TLane c0 = default, c1 = default, c2 = default, c3 = default, e0 = default, e1 = default, e2 = default, e3 = default;
        for (int s = 0; s < samples; s += TLane.Count)
        {
            var (x, y, z, w) = (TLane.Load(x0 + s), TLane.Load(x1 + s), TLane.Load(x2 + s), TLane.Load(x3 + s));
            var a = TLane.Load(d0 + s);
            a0 = TLane.MultiplyAdd(a, x, a0);
            a1 = TLane.MultiplyAdd(a, y, a1);
            a2 = TLane.MultiplyAdd(a, z, a2);
            a3 = TLane.MultiplyAdd(a, w, a3);
            var b = TLane.Load(d1 + s);
            b0 = TLane.MultiplyAdd(b, x, b0);
            b1 = TLane.MultiplyAdd(b, y, b1);
            b2 = TLane.MultiplyAdd(b, z, b2);
            b3 = TLane.MultiplyAdd(b, w, b3);
            var c = TLane.Load(d2 + s);
            c0 = TLane.MultiplyAdd(c, x, c0);
            c1 = TLane.MultiplyAdd(c, y, c1);
            c2 = TLane.MultiplyAdd(c, z, c2);
            c3 = TLane.MultiplyAdd(c, w, c3);
            var e = TLane.Load(d3 + s);
            e0 = TLane.MultiplyAdd(e, x, e0);
            e1 = TLane.MultiplyAdd(e, y, e1);
            e2 = TLane.MultiplyAdd(e, z, e2);
            e3 = TLane.MultiplyAdd(e, w, e3);
        }

        TLane.AddSums(gradient, a0, a1, a2, a3);
        TLane.AddSums(gradient + (1 * stride), b0, b1, b2, b3);
        TLane.AddSums(gradient + (2 * stride), c0, c1, c2, c3);
        TLane.AddSums(gradient + (3 * stride), e0, e1, e2, e3);
    }

    /// <summary>Four outputs by one input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourByOne<TLane, T>(T* input, T* slope, T* gradient, int stride, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        int step = TLane.Count;
        T* d0 = slope, d1 = d0 + width, d2 = d1 + width, d3 = d2 + width;
        TLane a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        for (int s = 0; s < samples; s += 2 * step)
        {
            var (x, y) = (TLane.Load(input + s), TLane.Load(input + s + step));
            a0 = TLane.MultiplyAdd(TLane.Load(d0 + s), x, a0);
            b0 = TLane.MultiplyAdd(TLane.Load(d0 + s + step), y, b0);
            a1 = TLane.MultiplyAdd(TLane.Load(d1 + s), x, a1);
            b1 = TLane.MultiplyAdd(TLane.Load(d1 + s + step), y, b1);
            a2 = TLane.MultiplyAdd(TLane.Load(d2 + s), x, a2);
            b2 = TLane.MultiplyAdd(TLane.Load(d2 + s + step), y, b2);
            a3 = TLane.MultiplyAdd(TLane.Load(d3 + s), x, a3);
            b3 = TLane.MultiplyAdd(TLane.Load(d3 + s + step), y, b3);
        }

        T* sums = stackalloc T[4];
        TLane.AddSums(sums, a0 + b0, a1 + b1, a2 + b2, a3 + b3);
        gradient[0] += sums[0];
        gradient[stride] += sums[1];
        gradient[2 * stride] += sums[2];
        gradient[3 * stride] += sums[3];
    }

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

        TLane.AddSums(gradient, a0 + b0, a1 + b1, a2 + b2, a3 + b3);
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
