using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>Sums of six outputs at once, for processors with 32 registers; see <see cref="SampleSums"/>.</summary>
internal static unsafe class SixRowSums
{
    /// <summary>Six outputs by four inputs: 24 sums of ten loads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SixByFour<TLane, T>(T* input, T* slope, T* gradient, int stride, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        T* x0 = input, x1 = x0 + width, x2 = x1 + width, x3 = x2 + width;
        T* p0 = slope, p1 = p0 + width, p2 = p1 + width, p3 = p2 + width, p4 = p3 + width, p5 = p4 + width;
        TLane a0 = default, a1 = default, a2 = default, a3 = default;
        TLane b0 = default, b1 = default, b2 = default, b3 = default;
        TLane c0 = default, c1 = default, c2 = default, c3 = default;
        TLane d0 = default, d1 = default, d2 = default, d3 = default;
        TLane e0 = default, e1 = default, e2 = default, e3 = default;
        TLane f0 = default, f1 = default, f2 = default, f3 = default;
        for (int s = 0; s < samples; s += TLane.Count)
        {
            var (x, y, z, w) = (TLane.Load(x0 + s), TLane.Load(x1 + s), TLane.Load(x2 + s), TLane.Load(x3 + s));
            var a = TLane.Load(p0 + s);
            a0 = TLane.MultiplyAdd(a, x, a0);
            a1 = TLane.MultiplyAdd(a, y, a1);
            a2 = TLane.MultiplyAdd(a, z, a2);
            a3 = TLane.MultiplyAdd(a, w, a3);
            var b = TLane.Load(p1 + s);
            b0 = TLane.MultiplyAdd(b, x, b0);
            b1 = TLane.MultiplyAdd(b, y, b1);
            b2 = TLane.MultiplyAdd(b, z, b2);
            b3 = TLane.MultiplyAdd(b, w, b3);
            var c = TLane.Load(p2 + s);
            c0 = TLane.MultiplyAdd(c, x, c0);
            c1 = TLane.MultiplyAdd(c, y, c1);
            c2 = TLane.MultiplyAdd(c, z, c2);
            c3 = TLane.MultiplyAdd(c, w, c3);
            var d = TLane.Load(p3 + s);
            d0 = TLane.MultiplyAdd(d, x, d0);
            d1 = TLane.MultiplyAdd(d, y, d1);
            d2 = TLane.MultiplyAdd(d, z, d2);
            d3 = TLane.MultiplyAdd(d, w, d3);
            var e = TLane.Load(p4 + s);
            e0 = TLane.MultiplyAdd(e, x, e0);
            e1 = TLane.MultiplyAdd(e, y, e1);
            e2 = TLane.MultiplyAdd(e, z, e2);
            e3 = TLane.MultiplyAdd(e, w, e3);
            var f = TLane.Load(p5 + s);
            f0 = TLane.MultiplyAdd(f, x, f0);
            f1 = TLane.MultiplyAdd(f, y, f1);
            f2 = TLane.MultiplyAdd(f, z, f2);
            f3 = TLane.MultiplyAdd(f, w, f3);
        }

        TLane.AddSums(gradient, a0, a1, a2, a3);
        TLane.AddSums(gradient + stride, b0, b1, b2, b3);
        TLane.AddSums(gradient + (2 * stride), c0, c1, c2, c3);
        TLane.AddSums(gradient + (3 * stride), d0, d1, d2, d3);
        TLane.AddSums(gradient + (4 * stride), e0, e1, e2, e3);
        TLane.AddSums(gradient + (5 * stride), f0, f1, f2, f3);
    }

    /// <summary>Six outputs by two inputs, and the sums of the slopes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SixByTwo<TLane, T>(
        T* input, T* slope, T* gradient, int stride, T* biasGradient, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        T* x0 = input, x1 = x0 + width;
        T* p0 = slope, p1 = p0 + width, p2 = p1 + width, p3 = p2 + width, p4 = p3 + width, p5 = p4 + width;
        TLane a0 = default, a1 = default, aSum = default;
        TLane b0 = default, b1 = default, bSum = default;
        TLane c0 = default, c1 = default, cSum = default;
        TLane d0 = default, d1 = default, dSum = default;
        TLane e0 = default, e1 = default, eSum = default;
        TLane f0 = default, f1 = default, fSum = default;
        for (int s = 0; s < samples; s += TLane.Count)
        {
            var (x, y) = (TLane.Load(x0 + s), TLane.Load(x1 + s));
            var a = TLane.Load(p0 + s);
            aSum += a;
            a0 = TLane.MultiplyAdd(a, x, a0);
            a1 = TLane.MultiplyAdd(a, y, a1);
            var b = TLane.Load(p1 + s);
            bSum += b;
            b0 = TLane.MultiplyAdd(b, x, b0);
            b1 = TLane.MultiplyAdd(b, y, b1);
            var c = TLane.Load(p2 + s);
            cSum += c;
            c0 = TLane.MultiplyAdd(c, x, c0);
            c1 = TLane.MultiplyAdd(c, y, c1);
            var d = TLane.Load(p3 + s);
            dSum += d;
            d0 = TLane.MultiplyAdd(d, x, d0);
            d1 = TLane.MultiplyAdd(d, y, d1);
            var e = TLane.Load(p4 + s);
            eSum += e;
            e0 = TLane.MultiplyAdd(e, x, e0);
            e1 = TLane.MultiplyAdd(e, y, e1);
            var f = TLane.Load(p5 + s);
            fSum += f;
            f0 = TLane.MultiplyAdd(f, x, f0);
            f1 = TLane.MultiplyAdd(f, y, f1);
        }

        AddColumn<TLane, T>(gradient, stride, a0, b0, c0, d0, e0, f0);
        AddColumn<TLane, T>(gradient + 1, stride, a1, b1, c1, d1, e1, f1);
        if (biasGradient != null)
        {
            AddColumn<TLane, T>(biasGradient, 1, aSum, bSum, cSum, dSum, eSum, fSum);
        }
    }

    /// <summary>Six outputs by one input; two registers a turn hide the latency of the multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SixByOne<TLane, T>(T* input, T* slope, T* gradient, int stride, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        T* p0 = slope, p1 = p0 + width, p2 = p1 + width, p3 = p2 + width, p4 = p3 + width, p5 = p4 + width;
        TLane a = default, av = default, b = default, bv = default;
        TLane c = default, cv = default, d = default, dv = default;
        TLane e = default, ev = default, f = default, fv = default;
        int step = TLane.Count, s = 0;
        for (; s + step < samples; s += 2 * step)
        {
            var x = TLane.Load(input + s);
            a = TLane.MultiplyAdd(TLane.Load(p0 + s), x, a);
            b = TLane.MultiplyAdd(TLane.Load(p1 + s), x, b);
            c = TLane.MultiplyAdd(TLane.Load(p2 + s), x, c);
            d = TLane.MultiplyAdd(TLane.Load(p3 + s), x, d);
            e = TLane.MultiplyAdd(TLane.Load(p4 + s), x, e);
            f = TLane.MultiplyAdd(TLane.Load(p5 + s), x, f);
            var xv = TLane.Load(input + s + step);
            av = TLane.MultiplyAdd(TLane.Load(p0 + s + step), xv, av);
            bv = TLane.MultiplyAdd(TLane.Load(p1 + s + step), xv, bv);
            cv = TLane.MultiplyAdd(TLane.Load(p2 + s + step), xv, cv);
            dv = TLane.MultiplyAdd(TLane.Load(p3 + s + step), xv, dv);
            ev = TLane.MultiplyAdd(TLane.Load(p4 + s + step), xv, ev);
            fv = TLane.MultiplyAdd(TLane.Load(p5 + s + step), xv, fv);
        }

        if (s < samples)
        {
            var x = TLane.Load(input + s);
            a = TLane.MultiplyAdd(TLane.Load(p0 + s), x, a);
            b = TLane.MultiplyAdd(TLane.Load(p1 + s), x, b);
            c = TLane.MultiplyAdd(TLane.Load(p2 + s), x, c);
            d = TLane.MultiplyAdd(TLane.Load(p3 + s), x, d);
            e = TLane.MultiplyAdd(TLane.Load(p4 + s), x, e);
            f = TLane.MultiplyAdd(TLane.Load(p5 + s), x, f);
        }

        AddColumn<TLane, T>(gradient, stride, a + av, b + bv, c + cv, d + dv, e + ev, f + fv);
    }

    /// <summary>Six outputs by one input, and the sums of the slopes; two registers a turn hide the latency of the multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SixByOneWithSlopes<TLane, T>(
        T* input, T* slope, T* gradient, int stride, T* biasGradient, int width, int samples)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        T* p0 = slope, p1 = p0 + width, p2 = p1 + width, p3 = p2 + width, p4 = p3 + width, p5 = p4 + width;
        TLane a = default, av = default, aSum = default;
        TLane b = default, bv = default, bSum = default;
        TLane c = default, cv = default, cSum = default;
        TLane d = default, dv = default, dSum = default;
        TLane e = default, ev = default, eSum = default;
        TLane f = default, fv = default, fSum = default;
        int step = TLane.Count, s = 0;
        for (; s + step < samples; s += 2 * step)
        {
            var (x, xv) = (TLane.Load(input + s), TLane.Load(input + s + step));
            var (pa, pav) = (TLane.Load(p0 + s), TLane.Load(p0 + s + step));
            aSum += pa + pav;
            a = TLane.MultiplyAdd(pa, x, a);
            av = TLane.MultiplyAdd(pav, xv, av);
            var (pb, pbv) = (TLane.Load(p1 + s), TLane.Load(p1 + s + step));
            bSum += pb + pbv;
            b = TLane.MultiplyAdd(pb, x, b);
            bv = TLane.MultiplyAdd(pbv, xv, bv);
            var (pc, pcv) = (TLane.Load(p2 + s), TLane.Load(p2 + s + step));
            cSum += pc + pcv;
            c = TLane.MultiplyAdd(pc, x, c);
            cv = TLane.MultiplyAdd(pcv, xv, cv);
            var (pd, pdv) = (TLane.Load(p3 + s), TLane.Load(p3 + s + step));
            dSum += pd + pdv;
            d = TLane.MultiplyAdd(pd, x, d);
            dv = TLane.MultiplyAdd(pdv, xv, dv);
            var (pe, pev) = (TLane.Load(p4 + s), TLane.Load(p4 + s + step));
            eSum += pe + pev;
            e = TLane.MultiplyAdd(pe, x, e);
            ev = TLane.MultiplyAdd(pev, xv, ev);
            var (pf, pfv) = (TLane.Load(p5 + s), TLane.Load(p5 + s + step));
            fSum += pf + pfv;
            f = TLane.MultiplyAdd(pf, x, f);
            fv = TLane.MultiplyAdd(pfv, xv, fv);
        }

        if (s < samples)
        {
            var x = TLane.Load(input + s);
            var pa = TLane.Load(p0 + s);
            aSum += pa;
            a = TLane.MultiplyAdd(pa, x, a);
            var pb = TLane.Load(p1 + s);
            bSum += pb;
            b = TLane.MultiplyAdd(pb, x, b);
            var pc = TLane.Load(p2 + s);
            cSum += pc;
            c = TLane.MultiplyAdd(pc, x, c);
            var pd = TLane.Load(p3 + s);
            dSum += pd;
            d = TLane.MultiplyAdd(pd, x, d);
            var pe = TLane.Load(p4 + s);
            eSum += pe;
            e = TLane.MultiplyAdd(pe, x, e);
            var pf = TLane.Load(p5 + s);
            fSum += pf;
            f = TLane.MultiplyAdd(pf, x, f);
        }

        AddColumn<TLane, T>(gradient, stride, a + av, b + bv, c + cv, d + dv, e + ev, f + fv);
        AddColumn<TLane, T>(biasGradient, 1, aSum, bSum, cSum, dSum, eSum, fSum);
    }

    /// <summary>Adds the sums of six registers to six numbers that lie a stride apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddColumn<TLane, T>(T* destination, int stride, TLane a, TLane b, TLane c, TLane d, TLane e, TLane f)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        T* sums = stackalloc T[4];
        TLane.AddSums(sums, a, b, c, d);
        destination[0] += sums[0];
        destination[stride] += sums[1];
        destination[2 * stride] += sums[2];
        destination[3 * stride] += sums[3];
        destination[4 * stride] += TLane.Sum(e);
        destination[5 * stride] += TLane.Sum(f);
    }
}
