using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>
/// output = epilogue(weight * input + bias) over a tile, or added to what is there; the weight is read through strides, so
/// also transposed. Each block of four registers of samples is taken by as many rows of the weight at once as there are
/// registers for their sums: every number that is loaded then serves several multiply-adds.
/// </summary>
internal static unsafe class MatrixProduct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLane, T, TEpilogue>(
        T* weight, nint rowStride, nint columnStride, T* bias, T* input, int inputStride, int inputs, T* output, int outputStride, int outputs, T* aside, int blocks, bool adds)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        for (int block = 0; block < blocks; block++)
        {
            int at = block * 4 * TLane.Count, o = 0;
            for (; TLane.HasManyRegisters && o + 6 <= outputs; o += 6)
            {
                Six<TLane, T, TEpilogue>(
                    weight + (o * rowStride), rowStride, columnStride, bias == null ? null : bias + o, input + at, inputStride, inputs,
                    output + ((long)o * outputStride) + at, aside + ((long)o * outputStride) + at, outputStride, adds);
            }

            for (; o + 2 <= outputs; o += 2)
            {
                Two<TLane, T, TEpilogue>(
                    weight + (o * rowStride), rowStride, columnStride, bias == null ? null : bias + o, input + at, inputStride, inputs,
                    output + ((long)o * outputStride) + at, aside + ((long)o * outputStride) + at, outputStride, adds);
            }

            if (o < outputs)
            {
                One<TLane, T, TEpilogue>(
                    weight + (o * rowStride), rowStride, columnStride, bias == null ? null : bias + o, input + at, inputStride, inputs,
                    output + ((long)o * outputStride) + at, aside + ((long)o * outputStride) + at, outputStride, adds);
            }
        }
    }

    /// <summary>Six rows by four registers: 24 sums, what 32 registers hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Six<TLane, T, TEpilogue>(
        T* weight, nint rowStride, nint columnStride, T* bias, T* x, int xStride, int inputs, T* y, T* aside, int yStride, bool adds)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        int step = TLane.Count;
        TLane c00, c01, c02, c03, c10, c11, c12, c13, c20, c21, c22, c23, c30, c31, c32, c33, c40, c41, c42, c43, c50, c51, c52, c53;
        c00 = c01 = c02 = c03 = bias == null ? default : TLane.Broadcast(bias[0]);
        c10 = c11 = c12 = c13 = bias == null ? default : TLane.Broadcast(bias[1]);
        c20 = c21 = c22 = c23 = bias == null ? default : TLane.Broadcast(bias[2]);
        c30 = c31 = c32 = c33 = bias == null ? default : TLane.Broadcast(bias[3]);
        c40 = c41 = c42 = c43 = bias == null ? default : TLane.Broadcast(bias[4]);
        c50 = c51 = c52 = c53 = bias == null ? default : TLane.Broadcast(bias[5]);
        if (adds)
        {
            Add<TLane, T>(y + (0 * (long)yStride), ref c00, ref c01, ref c02, ref c03);
            Add<TLane, T>(y + (1 * (long)yStride), ref c10, ref c11, ref c12, ref c13);
            Add<TLane, T>(y + (2 * (long)yStride), ref c20, ref c21, ref c22, ref c23);
            Add<TLane, T>(y + (3 * (long)yStride), ref c30, ref c31, ref c32, ref c33);
            Add<TLane, T>(y + (4 * (long)yStride), ref c40, ref c41, ref c42, ref c43);
            Add<TLane, T>(y + (5 * (long)yStride), ref c50, ref c51, ref c52, ref c53);
        }

        var w1 = weight + rowStride;
        var w2 = w1 + rowStride;
        var w3 = w2 + rowStride;
        var w4 = w3 + rowStride;
        var w5 = w4 + rowStride;
        nint at = 0;
        for (int i = 0; i < inputs; i++)
        {
            var (x0, x1, x2, x3) = (TLane.Load(x), TLane.Load(x + step), TLane.Load(x + (2 * step)), TLane.Load(x + (3 * step)));
            var u0 = TLane.Broadcast(weight[at]);
            c00 = TLane.MultiplyAdd(u0, x0, c00);
            c01 = TLane.MultiplyAdd(u0, x1, c01);
            c02 = TLane.MultiplyAdd(u0, x2, c02);
            c03 = TLane.MultiplyAdd(u0, x3, c03);
            var u1 = TLane.Broadcast(w1[at]);
            c10 = TLane.MultiplyAdd(u1, x0, c10);
            c11 = TLane.MultiplyAdd(u1, x1, c11);
            c12 = TLane.MultiplyAdd(u1, x2, c12);
            c13 = TLane.MultiplyAdd(u1, x3, c13);
            var u2 = TLane.Broadcast(w2[at]);
            c20 = TLane.MultiplyAdd(u2, x0, c20);
            c21 = TLane.MultiplyAdd(u2, x1, c21);
            c22 = TLane.MultiplyAdd(u2, x2, c22);
            c23 = TLane.MultiplyAdd(u2, x3, c23);
            var u3 = TLane.Broadcast(w3[at]);
            c30 = TLane.MultiplyAdd(u3, x0, c30);
            c31 = TLane.MultiplyAdd(u3, x1, c31);
            c32 = TLane.MultiplyAdd(u3, x2, c32);
            c33 = TLane.MultiplyAdd(u3, x3, c33);
            var u4 = TLane.Broadcast(w4[at]);
            c40 = TLane.MultiplyAdd(u4, x0, c40);
            c41 = TLane.MultiplyAdd(u4, x1, c41);
            c42 = TLane.MultiplyAdd(u4, x2, c42);
            c43 = TLane.MultiplyAdd(u4, x3, c43);
            var u5 = TLane.Broadcast(w5[at]);
            c50 = TLane.MultiplyAdd(u5, x0, c50);
            c51 = TLane.MultiplyAdd(u5, x1, c51);
            c52 = TLane.MultiplyAdd(u5, x2, c52);
            c53 = TLane.MultiplyAdd(u5, x3, c53);
            x += xStride;
            at += columnStride;
        }

        Store<TLane, T>(y + (0 * (long)yStride), c00, c01, c02, c03);
        Store<TLane, T>(y + (1 * (long)yStride), c10, c11, c12, c13);
        Store<TLane, T>(y + (2 * (long)yStride), c20, c21, c22, c23);
        Store<TLane, T>(y + (3 * (long)yStride), c30, c31, c32, c33);
        Store<TLane, T>(y + (4 * (long)yStride), c40, c41, c42, c43);
        Store<TLane, T>(y + (5 * (long)yStride), c50, c51, c52, c53);
        Finish<TLane, T, TEpilogue>(y, aside, 6, yStride);
    }

    /// <summary>Two rows by four registers: eight independent sums hide the latency of the multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two<TLane, T, TEpilogue>(
        T* weight, nint rowStride, nint columnStride, T* bias, T* x, int xStride, int inputs, T* y, T* aside, int yStride, bool adds)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        int step = TLane.Count;
        TLane c00, c01, c02, c03, c10, c11, c12, c13;
        c00 = c01 = c02 = c03 = bias == null ? default : TLane.Broadcast(bias[0]);
        c10 = c11 = c12 = c13 = bias == null ? default : TLane.Broadcast(bias[1]);
        if (adds)
        {
            Add<TLane, T>(y + (0 * (long)yStride), ref c00, ref c01, ref c02, ref c03);
            Add<TLane, T>(y + (1 * (long)yStride), ref c10, ref c11, ref c12, ref c13);
        }

        var w1 = weight + rowStride;
        nint at = 0;
        for (int i = 0; i < inputs; i++)
        {
            var (x0, x1, x2, x3) = (TLane.Load(x), TLane.Load(x + step), TLane.Load(x + (2 * step)), TLane.Load(x + (3 * step)));
            var u0 = TLane.Broadcast(weight[at]);
            c00 = TLane.MultiplyAdd(u0, x0, c00);
            c01 = TLane.MultiplyAdd(u0, x1, c01);
            c02 = TLane.MultiplyAdd(u0, x2, c02);
            c03 = TLane.MultiplyAdd(u0, x3, c03);
            var u1 = TLane.Broadcast(w1[at]);
            c10 = TLane.MultiplyAdd(u1, x0, c10);
            c11 = TLane.MultiplyAdd(u1, x1, c11);
            c12 = TLane.MultiplyAdd(u1, x2, c12);
            c13 = TLane.MultiplyAdd(u1, x3, c13);
            x += xStride;
            at += columnStride;
        }

        Store<TLane, T>(y + (0 * (long)yStride), c00, c01, c02, c03);
        Store<TLane, T>(y + (1 * (long)yStride), c10, c11, c12, c13);
        Finish<TLane, T, TEpilogue>(y, aside, 2, yStride);
    }

    /// <summary>One row by four registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TLane, T, TEpilogue>(
        T* weight, nint rowStride, nint columnStride, T* bias, T* x, int xStride, int inputs, T* y, T* aside, int yStride, bool adds)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        int step = TLane.Count;
        TLane c00, c01, c02, c03;
        c00 = c01 = c02 = c03 = bias == null ? default : TLane.Broadcast(bias[0]);
        if (adds)
        {
            Add<TLane, T>(y + (0 * (long)yStride), ref c00, ref c01, ref c02, ref c03);
        }

        nint at = 0;
        for (int i = 0; i < inputs; i++)
        {
            var (x0, x1, x2, x3) = (TLane.Load(x), TLane.Load(x + step), TLane.Load(x + (2 * step)), TLane.Load(x + (3 * step)));
            var u0 = TLane.Broadcast(weight[at]);
            c00 = TLane.MultiplyAdd(u0, x0, c00);
            c01 = TLane.MultiplyAdd(u0, x1, c01);
            c02 = TLane.MultiplyAdd(u0, x2, c02);
            c03 = TLane.MultiplyAdd(u0, x3, c03);
            x += xStride;
            at += columnStride;
        }

        Store<TLane, T>(y + (0 * (long)yStride), c00, c01, c02, c03);
        Finish<TLane, T, TEpilogue>(y, aside, 1, yStride);
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
    private static void Store<TLane, T>(T* output, TLane a0, TLane a1, TLane a2, TLane a3)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        int step = TLane.Count;
        TLane.Store(output, a0);
        TLane.Store(output + step, a1);
        TLane.Store(output + (2 * step), a2);
        TLane.Store(output + (3 * step), a3);
    }

    /// <summary>
    /// In a loop over what was just stored, and still is in the nearest cache: of a function written out for each register
    /// the JIT soon inlines nothing any more, which takes several times as long.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TLane, T, TEpilogue>(T* output, T* aside, int rows, int stride)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        if (typeof(TEpilogue) == typeof(Keep))
        {
            return;
        }

        for (int row = 0; row < rows; row++, output += stride, aside += stride)
        {
            for (int at = 0; at < 4 * TLane.Count; at += TLane.Count)
            {
                TLane.Store(output + at, TEpilogue.Apply(TLane.Load(output + at), aside + at));
            }
        }
    }
}
