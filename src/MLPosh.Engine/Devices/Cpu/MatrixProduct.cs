using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>
/// output = epilogue(weight * input + bias) over a tile, or added to what is there; the weight is read through strides, so
/// also transposed.
/// </summary>
internal static unsafe class MatrixProduct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLane, T, TEpilogue>(
        T* weight, nint rowStride, nint columnStride, T* bias, T* input, int inputs, T* output, int outputs, T* aside, int width, int blocks, bool adds)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        int step = TLane.Count;
        for (int block = 0; block < blocks; block++)
        {
            int at = block * 4 * step;
            int o = 0;

            // Two rows by four registers: eight independent sums hide the latency of the multiply-add.
            for (; o + 2 <= outputs; o += 2)
            {
                T* w0 = weight + (o * rowStride), w1 = w0 + rowStride;
                var b0 = bias == null ? default : TLane.Broadcast(bias[o]);
                var b1 = bias == null ? default : TLane.Broadcast(bias[o + 1]);
                TLane a0 = b0, a1 = b0, a2 = b0, a3 = b0, c0 = b1, c1 = b1, c2 = b1, c3 = b1;
                long first = ((long)o * width) + at, second = first + width;
                if (adds)
                {
                    Add<TLane, T>(output + first, ref a0, ref a1, ref a2, ref a3);
                    Add<TLane, T>(output + second, ref c0, ref c1, ref c2, ref c3);
                }

                var x = input + at;
                for (int i = 0; i < inputs; i++)
                {
                    var (x0, x1) = (TLane.Load(x), TLane.Load(x + step));
                    var (x2, x3) = (TLane.Load(x + (2 * step)), TLane.Load(x + (3 * step)));
                    var (u, v) = (TLane.Broadcast(*w0), TLane.Broadcast(*w1));
                    a0 = TLane.MultiplyAdd(u, x0, a0);
                    a1 = TLane.MultiplyAdd(u, x1, a1);
                    a2 = TLane.MultiplyAdd(u, x2, a2);
                    a3 = TLane.MultiplyAdd(u, x3, a3);
                    c0 = TLane.MultiplyAdd(v, x0, c0);
                    c1 = TLane.MultiplyAdd(v, x1, c1);
                    c2 = TLane.MultiplyAdd(v, x2, c2);
                    c3 = TLane.MultiplyAdd(v, x3, c3);
                    x += width;
                    w0 += columnStride;
                    w1 += columnStride;
                }

                Store<TLane, T, TEpilogue>(output + first, aside + first, a0, a1, a2, a3);
                Store<TLane, T, TEpilogue>(output + second, aside + second, c0, c1, c2, c3);
            }

            if (o < outputs)
            {
                var w0 = weight + (o * rowStride);
                var b0 = bias == null ? default : TLane.Broadcast(bias[o]);
                TLane a0 = b0, a1 = b0, a2 = b0, a3 = b0;
                long last = ((long)o * width) + at;
                if (adds)
                {
                    Add<TLane, T>(output + last, ref a0, ref a1, ref a2, ref a3);
                }

                var x = input + at;
                for (int i = 0; i < inputs; i++)
                {
                    var u = TLane.Broadcast(*w0);
                    a0 = TLane.MultiplyAdd(u, TLane.Load(x), a0);
                    a1 = TLane.MultiplyAdd(u, TLane.Load(x + step), a1);
                    a2 = TLane.MultiplyAdd(u, TLane.Load(x + (2 * step)), a2);
                    a3 = TLane.MultiplyAdd(u, TLane.Load(x + (3 * step)), a3);
                    x += width;
                    w0 += columnStride;
                }

                Store<TLane, T, TEpilogue>(output + last, aside + last, a0, a1, a2, a3);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLane, T>(T* output, ref TLane a0, ref TLane a1, ref TLane a2, ref TLane a3)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        int step = TLane.Count;
        a0 += TLane.Load(output);
        a1 += TLane.Load(output + step);
        a2 += TLane.Load(output + (2 * step));
        a3 += TLane.Load(output + (3 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLane, T, TEpilogue>(T* output, T* aside, TLane a0, TLane a1, TLane a2, TLane a3)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        int step = TLane.Count;
        // The JIT knows this before it inlines.
        if (default(TEpilogue) is not ILongEpilogue)
        {
            TLane.Store(output, TEpilogue.Apply(a0, aside));
            TLane.Store(output + step, TEpilogue.Apply(a1, aside + step));
            TLane.Store(output + (2 * step), TEpilogue.Apply(a2, aside + (2 * step)));
            TLane.Store(output + (3 * step), TEpilogue.Apply(a3, aside + (3 * step)));
            return;
        }

        // In a loop: of a long function written out four times the JIT inlines nothing, which takes four times as long.
        TLane.Store(output, a0);
        TLane.Store(output + step, a1);
        TLane.Store(output + (2 * step), a2);
        TLane.Store(output + (3 * step), a3);
        for (int at = 0; at < 4 * step; at += step)
        {
            TLane.Store(output + at, TEpilogue.Apply(TLane.Load(output + at), aside + at));
        }
    }
}
