using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>
/// output = epilogue(weight * input + bias) over a tile, or added to what is there; the weight is read through strides, so
/// also transposed. Each block of four registers of samples is taken by as many rows of the weight at once as there are
/// registers for their sums: every number that is loaded then serves several multiply-adds.
/// </summary>
internal static unsafe class MatrixProduct
{
    // With fewer inputs what is done to a result takes as long as its sum: it is then best done while it is in a register.
    private const int LeastForSix = 32;

    /// <summary>Whether a result is stored once, with what is done to it where that is short: it may then lie in its aside's place.</summary>
    /// <param name="inputs">Of each.</param>
    public static bool FinishesInRegisters(int inputs) => inputs < LeastForSix;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLane, T, TEpilogue>(
        T* weight, nint rowStride, nint columnStride, T* bias, T* input, int inputStride, int inputs, T* output, int outputStride, int outputs, T* aside, int blocks, bool adds)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        int o = 0;
        if (TLane.HasManyRegisters && inputs >= LeastForSix)
        {
            // A block's inputs stay in cache while all rows of the weight pass.
            o = outputs / 6 * 6;
            for (int block = 0; block < blocks; block++)
            {
                int at = block * 4 * TLane.Count;
                for (int row = 0; row < o; row += 6)
                {
                    long y = ((long)row * outputStride) + at;
                    Six<TLane, T, TEpilogue>(
                        weight + (row * rowStride), rowStride, columnStride, bias == null ? null : bias + row,
                        input + at, inputStride, inputs, output + y, aside + y, outputStride, adds);
                }
            }
        }

        for (int rows; o < outputs; o += rows)
        {
            int left = outputs - o;
            rows = TLane.HasManyRegisters && (left == 3 || left > 4) ? 3 : 2;
            var w = weight + (o * rowStride);
            var b = bias == null ? null : bias + o;
            long y = (long)o * outputStride;
            if (rows == 3)
            {
                Three<TLane, T, TEpilogue>(
                    w, rowStride, columnStride, b, input, inputStride, inputs, output + y, aside + y, outputStride, blocks, adds);
            }
            else if (left > 1)
            {
                Two<TLane, T, TEpilogue>(
                    w, rowStride, columnStride, b, input, inputStride, inputs, output + y, aside + y, outputStride, blocks, adds);
            }
            else
            {
                One<TLane, T, TEpilogue>(
                    w, rowStride, columnStride, b, input, inputStride, inputs, output + y, aside + y, outputStride, blocks, adds);
            }
        }
    }

    /// <summary>Six rows by four registers: 24 sums, what 32 registers hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Six<TLane, T, TEpilogue>(
        T* weight, nint rowStride, nint columnStride, T* bias, T* input, int inputStride, int inputs, T* output, T* aside, int outputStride, bool adds)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        int step = TLane.Count;
        var w1 = weight + rowStride;
        var w2 = w1 + rowStride;
        var w3 = w2 + rowStride;
        var w4 = w3 + rowStride;
        var w5 = w4 + rowStride;
        var y1 = output + outputStride;
        var y2 = y1 + outputStride;
        var y3 = y2 + outputStride;
        var y4 = y3 + outputStride;
        var y5 = y4 + outputStride;
        TLane c00, c01, c02, c03, c10, c11, c12, c13, c20, c21, c22, c23, c30, c31, c32, c33, c40, c41, c42, c43, c50, c51, c52, c53;
        c00 = c01 = c02 = c03 = bias == null ? default : TLane.Broadcast(bias[0]);
        c10 = c11 = c12 = c13 = bias == null ? default : TLane.Broadcast(bias[1]);
        c20 = c21 = c22 = c23 = bias == null ? default : TLane.Broadcast(bias[2]);
        c30 = c31 = c32 = c33 = bias == null ? default : TLane.Broadcast(bias[3]);
        c40 = c41 = c42 = c43 = bias == null ? default : TLane.Broadcast(bias[4]);
        c50 = c51 = c52 = c53 = bias == null ? default : TLane.Broadcast(bias[5]);
        if (adds)
        {
            Add<TLane, T>(output, ref c00, ref c01, ref c02, ref c03);
            Add<TLane, T>(y1, ref c10, ref c11, ref c12, ref c13);
            Add<TLane, T>(y2, ref c20, ref c21, ref c22, ref c23);
            Add<TLane, T>(y3, ref c30, ref c31, ref c32, ref c33);
            Add<TLane, T>(y4, ref c40, ref c41, ref c42, ref c43);
            Add<TLane, T>(y5, ref c50, ref c51, ref c52, ref c53);
        }

        var x = input;
        nint at = 0;
        for (int i = 0; i < inputs; i++, x += inputStride, at += columnStride)
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
        }

        Finish.Store<TLane, T>(output, c00, c01, c02, c03);
        Finish.Store<TLane, T>(y1, c10, c11, c12, c13);
        Finish.Store<TLane, T>(y2, c20, c21, c22, c23);
        Finish.Store<TLane, T>(y3, c30, c31, c32, c33);
        Finish.Store<TLane, T>(y4, c40, c41, c42, c43);
        Finish.Store<TLane, T>(y5, c50, c51, c52, c53);

        Finish.InLoop<TLane, T, TEpilogue>(output, aside, 6, outputStride);
    }

    /// <summary>Three rows by four registers, block after block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Three<TLane, T, TEpilogue>(
        T* weight, nint rowStride, nint columnStride, T* bias, T* input, int inputStride, int inputs, T* output, T* aside, int outputStride, int blocks, bool adds)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        int step = TLane.Count;
        var w1 = weight + rowStride;
        var w2 = w1 + rowStride;
        for (int block = 0; block < blocks; block++, input += 4 * step, output += 4 * step, aside += 4 * step)
        {
            var y1 = output + outputStride;
            var y2 = y1 + outputStride;
            TLane c00, c01, c02, c03, c10, c11, c12, c13, c20, c21, c22, c23;
            c00 = c01 = c02 = c03 = bias == null ? default : TLane.Broadcast(bias[0]);
            c10 = c11 = c12 = c13 = bias == null ? default : TLane.Broadcast(bias[1]);
            c20 = c21 = c22 = c23 = bias == null ? default : TLane.Broadcast(bias[2]);
            if (adds)
            {
                Add<TLane, T>(output, ref c00, ref c01, ref c02, ref c03);
                Add<TLane, T>(y1, ref c10, ref c11, ref c12, ref c13);
                Add<TLane, T>(y2, ref c20, ref c21, ref c22, ref c23);
            }

            var x = input;
            nint at = 0;
            for (int i = 0; i < inputs; i++, x += inputStride, at += columnStride)
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
            }

            Finish.InRegisters<TLane, T, TEpilogue>(output, aside, c00, c01, c02, c03);
            Finish.InRegisters<TLane, T, TEpilogue>(y1, aside + outputStride, c10, c11, c12, c13);
            Finish.InRegisters<TLane, T, TEpilogue>(y2, aside + (2 * outputStride), c20, c21, c22, c23);
        }
    }

    /// <summary>Two rows by four registers, block after block: eight independent sums hide the latency of the multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two<TLane, T, TEpilogue>(
        T* weight, nint rowStride, nint columnStride, T* bias, T* input, int inputStride, int inputs, T* output, T* aside, int outputStride, int blocks, bool adds)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        int step = TLane.Count;
        var w1 = weight + rowStride;
        for (int block = 0; block < blocks; block++, input += 4 * step, output += 4 * step, aside += 4 * step)
        {
            var y1 = output + outputStride;
            TLane c00, c01, c02, c03, c10, c11, c12, c13;
            c00 = c01 = c02 = c03 = bias == null ? default : TLane.Broadcast(bias[0]);
            c10 = c11 = c12 = c13 = bias == null ? default : TLane.Broadcast(bias[1]);
            if (adds)
            {
                Add<TLane, T>(output, ref c00, ref c01, ref c02, ref c03);
                Add<TLane, T>(y1, ref c10, ref c11, ref c12, ref c13);
            }

            var x = input;
            nint at = 0;
            for (int i = 0; i < inputs; i++, x += inputStride, at += columnStride)
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
            }

            Finish.InRegisters<TLane, T, TEpilogue>(output, aside, c00, c01, c02, c03);
            Finish.InRegisters<TLane, T, TEpilogue>(y1, aside + outputStride, c10, c11, c12, c13);
        }
    }

    /// <summary>One row by four registers, block after block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TLane, T, TEpilogue>(
        T* weight, nint rowStride, nint columnStride, T* bias, T* input, int inputStride, int inputs, T* output, T* aside, int outputStride, int blocks, bool adds)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        int step = TLane.Count;
        for (int block = 0; block < blocks; block++, input += 4 * step, output += 4 * step, aside += 4 * step)
        {
            TLane c00, c01, c02, c03;
            c00 = c01 = c02 = c03 = bias == null ? default : TLane.Broadcast(bias[0]);
            if (adds)
            {
                Add<TLane, T>(output, ref c00, ref c01, ref c02, ref c03);
            }

            var x = input;
            nint at = 0;
            for (int i = 0; i < inputs; i++, x += inputStride, at += columnStride)
            {
                var (x0, x1, x2, x3) = (TLane.Load(x), TLane.Load(x + step), TLane.Load(x + (2 * step)), TLane.Load(x + (3 * step)));
                var u0 = TLane.Broadcast(weight[at]);
                c00 = TLane.MultiplyAdd(u0, x0, c00);
                c01 = TLane.MultiplyAdd(u0, x1, c01);
                c02 = TLane.MultiplyAdd(u0, x2, c02);
                c03 = TLane.MultiplyAdd(u0, x3, c03);
            }

            Finish.InRegisters<TLane, T, TEpilogue>(output, aside, c00, c01, c02, c03);
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
}
