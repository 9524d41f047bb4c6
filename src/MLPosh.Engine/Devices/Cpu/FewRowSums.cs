using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>Sums of one or four outputs at once; see <see cref="SampleSums"/>.</summary>
internal static unsafe class FewRowSums
{
    /// <summary>Four outputs by four inputs: sixteen sums of ten loads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FourByFour<TLane, T>(
        T* input, T* slope, T* gradient, int stride, T* biasGradient, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        T* x0 = input, x1 = x0 + width, x2 = x1 + width, x3 = x2 + width;
        T* p0 = slope, p1 = p0 + width, p2 = p1 + width, p3 = p2 + width;
        TLane a0 = default, a1 = default, a2 = default, a3 = default, aSum = default;
        TLane b0 = default, b1 = default, b2 = default, b3 = default, bSum = default;
        TLane c0 = default, c1 = default, c2 = default, c3 = default, cSum = default;
        TLane d0 = default, d1 = default, d2 = default, d3 = default, dSum = default;
        for (int s = 0; s < samples; s += TLane.Count)
        {
            var (x, y, z, w) = (TLane.Load(x0 + s), TLane.Load(x1 + s), TLane.Load(x2 + s), TLane.Load(x3 + s));
            var a = TLane.Load(p0 + s);
            aSum += a;
            a0 = TLane.MultiplyAdd(a, x, a0);
            a1 = TLane.MultiplyAdd(a, y, a1);
            a2 = TLane.MultiplyAdd(a, z, a2);
            a3 = TLane.MultiplyAdd(a, w, a3);
            var b = TLane.Load(p1 + s);
            bSum += b;
            b0 = TLane.MultiplyAdd(b, x, b0);
            b1 = TLane.MultiplyAdd(b, y, b1);
            b2 = TLane.MultiplyAdd(b, z, b2);
            b3 = TLane.MultiplyAdd(b, w, b3);
            var c = TLane.Load(p2 + s);
            cSum += c;
            c0 = TLane.MultiplyAdd(c, x, c0);
            c1 = TLane.MultiplyAdd(c, y, c1);
            c2 = TLane.MultiplyAdd(c, z, c2);
            c3 = TLane.MultiplyAdd(c, w, c3);
            var d = TLane.Load(p3 + s);
            dSum += d;
            d0 = TLane.MultiplyAdd(d, x, d0);
            d1 = TLane.MultiplyAdd(d, y, d1);
            d2 = TLane.MultiplyAdd(d, z, d2);
            d3 = TLane.MultiplyAdd(d, w, d3);
        }

        TLane.AddSums(gradient, a0, a1, a2, a3);
        TLane.AddSums(gradient + stride, b0, b1, b2, b3);
        TLane.AddSums(gradient + (2 * stride), c0, c1, c2, c3);
        TLane.AddSums(gradient + (3 * stride), d0, d1, d2, d3);
        if (biasGradient != null)
        {
            TLane.AddSums(biasGradient, aSum, bSum, cSum, dSum);
        }
    }

    /// <summary>Four outputs by one input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FourByOne<TLane, T>(
        T* input, T* slope, T* gradient, int stride, T* biasGradient, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        T* p0 = slope, p1 = p0 + width, p2 = p1 + width, p3 = p2 + width;
        TLane a0 = default, aSum = default;
        TLane b0 = default, bSum = default;
        TLane c0 = default, cSum = default;
        TLane d0 = default, dSum = default;
        TLane a0v = default, aSumv = default;
        TLane b0v = default, bSumv = default;
        TLane c0v = default, cSumv = default;
        TLane d0v = default, dSumv = default;
        int step = TLane.Count, s = 0;
        for (; s + step < samples; s += 2 * step)
        {
            var x = TLane.Load(input + s);
            var a = TLane.Load(p0 + s);
            aSum += a;
            a0 = TLane.MultiplyAdd(a, x, a0);
            var b = TLane.Load(p1 + s);
            bSum += b;
            b0 = TLane.MultiplyAdd(b, x, b0);
            var c = TLane.Load(p2 + s);
            cSum += c;
            c0 = TLane.MultiplyAdd(c, x, c0);
            var d = TLane.Load(p3 + s);
            dSum += d;
            d0 = TLane.MultiplyAdd(d, x, d0);
            var xv = TLane.Load(input + s + step);
            var av = TLane.Load(p0 + s + step);
            aSumv += av;
            a0v = TLane.MultiplyAdd(av, xv, a0v);
            var bv = TLane.Load(p1 + s + step);
            bSumv += bv;
            b0v = TLane.MultiplyAdd(bv, xv, b0v);
            var cv = TLane.Load(p2 + s + step);
            cSumv += cv;
            c0v = TLane.MultiplyAdd(cv, xv, c0v);
            var dv = TLane.Load(p3 + s + step);
            dSumv += dv;
            d0v = TLane.MultiplyAdd(dv, xv, d0v);
        }

        if (s < samples)
        {
            var x = TLane.Load(input + s);
            var a = TLane.Load(p0 + s);
            aSum += a;
            a0 = TLane.MultiplyAdd(a, x, a0);
            var b = TLane.Load(p1 + s);
            bSum += b;
            b0 = TLane.MultiplyAdd(b, x, b0);
            var c = TLane.Load(p2 + s);
            cSum += c;
            c0 = TLane.MultiplyAdd(c, x, c0);
            var d = TLane.Load(p3 + s);
            dSum += d;
            d0 = TLane.MultiplyAdd(d, x, d0);
        }

        T* sums = stackalloc T[4];
        TLane.AddSums(sums, a0 + a0v, b0 + b0v, c0 + c0v, d0 + d0v);
        gradient[0] += sums[0];
        gradient[stride] += sums[1];
        gradient[2 * stride] += sums[2];
        gradient[3 * stride] += sums[3];
        if (biasGradient != null)
        {
            TLane.AddSums(biasGradient, aSum + aSumv, bSum + bSumv, cSum + cSumv, dSum + dSumv);
        }
    }

    /// <summary>One output by four inputs; two registers a turn hide the latency of the multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OneByFour<TLane, T>(
        T* input, T* slope, T* gradient, T* biasGradient, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        T* x0 = input, x1 = x0 + width, x2 = x1 + width, x3 = x2 + width;
        TLane a0 = default, a1 = default, a2 = default, a3 = default, aSum = default;
        TLane a0v = default, a1v = default, a2v = default, a3v = default, aSumv = default;
        int step = TLane.Count, s = 0;
        for (; s + step < samples; s += 2 * step)
        {
            var (x, y, z, w) = (TLane.Load(x0 + s), TLane.Load(x1 + s), TLane.Load(x2 + s), TLane.Load(x3 + s));
            var a = TLane.Load(slope + s);
            aSum += a;
            a0 = TLane.MultiplyAdd(a, x, a0);
            a1 = TLane.MultiplyAdd(a, y, a1);
            a2 = TLane.MultiplyAdd(a, z, a2);
            a3 = TLane.MultiplyAdd(a, w, a3);
            var (xv, yv, zv, wv) = (TLane.Load(x0 + s + step), TLane.Load(x1 + s + step), TLane.Load(x2 + s + step), TLane.Load(x3 + s + step));
            var av = TLane.Load(slope + s + step);
            aSumv += av;
            a0v = TLane.MultiplyAdd(av, xv, a0v);
            a1v = TLane.MultiplyAdd(av, yv, a1v);
            a2v = TLane.MultiplyAdd(av, zv, a2v);
            a3v = TLane.MultiplyAdd(av, wv, a3v);
        }

        if (s < samples)
        {
            var (x, y, z, w) = (TLane.Load(x0 + s), TLane.Load(x1 + s), TLane.Load(x2 + s), TLane.Load(x3 + s));
            var a = TLane.Load(slope + s);
            aSum += a;
            a0 = TLane.MultiplyAdd(a, x, a0);
            a1 = TLane.MultiplyAdd(a, y, a1);
            a2 = TLane.MultiplyAdd(a, z, a2);
            a3 = TLane.MultiplyAdd(a, w, a3);
        }

        TLane.AddSums(gradient, a0 + a0v, a1 + a1v, a2 + a2v, a3 + a3v);
        if (biasGradient != null)
        {
            biasGradient[0] += TLane.Sum(aSum + aSumv);
        }
    }

    /// <summary>One output by one input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OneByOne<TLane, T>(
        T* input, T* slope, T* gradient, T* biasGradient, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        TLane a0 = default, aSum = default;
        TLane a0v = default, aSumv = default;
        int step = TLane.Count, s = 0;
        for (; s + step < samples; s += 2 * step)
        {
            var x = TLane.Load(input + s);
            var a = TLane.Load(slope + s);
            aSum += a;
            a0 = TLane.MultiplyAdd(a, x, a0);
            var xv = TLane.Load(input + s + step);
            var av = TLane.Load(slope + s + step);
            aSumv += av;
            a0v = TLane.MultiplyAdd(av, xv, a0v);
        }

        if (s < samples)
        {
            var x = TLane.Load(input + s);
            var a = TLane.Load(slope + s);
            aSum += a;
            a0 = TLane.MultiplyAdd(a, x, a0);
        }

        gradient[0] += TLane.Sum(a0 + a0v);
        if (biasGradient != null)
        {
            biasGradient[0] += TLane.Sum(aSum + aSumv);
        }
    }
}
