using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>
/// Rows of a weight by registers of samples, as many at once as there are registers for their sums: every number that is
/// loaded then serves several multiply-adds, and enough sums are under way to hide their latency. Both numbers are constants
/// to the JIT: what a shape has no room for is no code.
/// </summary>
/// <typeparam name="TLane">The register.</typeparam>
/// <typeparam name="T">Its element.</typeparam>
/// <typeparam name="TRows">Rows of the weight: at most six, with four registers 24 sums.</typeparam>
/// <typeparam name="TRegisters">Registers of samples: at most four.</typeparam>
internal static unsafe class ProductBlock<TLane, T, TRows, TRegisters>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
    where TRows : unmanaged, ICount
    where TRegisters : unmanaged, ICount
{
    // More results than these are stored first: of a function written out for each the JIT soon inlines nothing any more.
    private const int MostInRegisters = 12;

    /// <summary>output = epilogue(weight * input + bias) of these rows, block after block of samples; see <see cref="MatrixProduct"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TEpilogue>(
        T* weight, nint rowStride, nint columnStride, T* bias, T* input, nint inputStride, int inputs, T* output, T* aside, nint outputStride, int blocks, bool adds)
        where TEpilogue : struct, IEpilogue
    {
        int step = TLane.Count, width = sizeof(TRegisters) * step;
        var w1 = weight + rowStride;
        var w2 = w1 + rowStride;
        var w3 = w2 + rowStride;
        var w4 = w3 + rowStride;
        var w5 = w4 + rowStride;
        var b0 = sizeof(TRows) > 0 && bias != null ? bias[0] : default;
        var b1 = sizeof(TRows) > 1 && bias != null ? bias[1] : default;
        var b2 = sizeof(TRows) > 2 && bias != null ? bias[2] : default;
        var b3 = sizeof(TRows) > 3 && bias != null ? bias[3] : default;
        var b4 = sizeof(TRows) > 4 && bias != null ? bias[4] : default;
        var b5 = sizeof(TRows) > 5 && bias != null ? bias[5] : default;
        for (int block = 0; block < blocks; block++)
        {
            var y1 = output + outputStride;
            var y2 = y1 + outputStride;
            var y3 = y2 + outputStride;
            var y4 = y3 + outputStride;
            var y5 = y4 + outputStride;
            TLane c00, c01, c02, c03;
            TLane c10, c11, c12, c13;
            TLane c20, c21, c22, c23;
            TLane c30, c31, c32, c33;
            TLane c40, c41, c42, c43;
            TLane c50, c51, c52, c53;
            c00 = c01 = c02 = c03 = TLane.Broadcast(b0);
            c10 = c11 = c12 = c13 = TLane.Broadcast(b1);
            c20 = c21 = c22 = c23 = TLane.Broadcast(b2);
            c30 = c31 = c32 = c33 = TLane.Broadcast(b3);
            c40 = c41 = c42 = c43 = TLane.Broadcast(b4);
            c50 = c51 = c52 = c53 = TLane.Broadcast(b5);
            if (adds)
            {
                Add(output, ref c00, ref c01, ref c02, ref c03);
                if (sizeof(TRows) > 1)
                {
                    Add(y1, ref c10, ref c11, ref c12, ref c13);
                }

                if (sizeof(TRows) > 2)
                {
                    Add(y2, ref c20, ref c21, ref c22, ref c23);
                }

                if (sizeof(TRows) > 3)
                {
                    Add(y3, ref c30, ref c31, ref c32, ref c33);
                }

                if (sizeof(TRows) > 4)
                {
                    Add(y4, ref c40, ref c41, ref c42, ref c43);
                }

                if (sizeof(TRows) > 5)
                {
                    Add(y5, ref c50, ref c51, ref c52, ref c53);
                }
            }

            var x = input;
            nint column = 0;
            for (int i = 0; i < inputs; i++, x += inputStride, column += columnStride)
            {
                var x0 = TLane.Load(x);
                var x1 = sizeof(TRegisters) > 1 ? TLane.Load(x + step) : default;
                var x2 = sizeof(TRegisters) > 2 ? TLane.Load(x + (2 * step)) : default;
                var x3 = sizeof(TRegisters) > 3 ? TLane.Load(x + (3 * step)) : default;
                MultiplyAdd(weight[column], x0, x1, x2, x3, ref c00, ref c01, ref c02, ref c03);
                if (sizeof(TRows) > 1)
                {
                    MultiplyAdd(w1[column], x0, x1, x2, x3, ref c10, ref c11, ref c12, ref c13);
                }

                if (sizeof(TRows) > 2)
                {
                    MultiplyAdd(w2[column], x0, x1, x2, x3, ref c20, ref c21, ref c22, ref c23);
                }

                if (sizeof(TRows) > 3)
                {
                    MultiplyAdd(w3[column], x0, x1, x2, x3, ref c30, ref c31, ref c32, ref c33);
                }

                if (sizeof(TRows) > 4)
                {
                    MultiplyAdd(w4[column], x0, x1, x2, x3, ref c40, ref c41, ref c42, ref c43);
                }

                if (sizeof(TRows) > 5)
                {
                    MultiplyAdd(w5[column], x0, x1, x2, x3, ref c50, ref c51, ref c52, ref c53);
                }
            }

            if (sizeof(TRows) * sizeof(TRegisters) <= MostInRegisters)
            {
                Finish.InRegisters<TLane, T, TEpilogue, TRegisters>(output, aside, c00, c01, c02, c03);
                if (sizeof(TRows) > 1)
                {
                    Finish.InRegisters<TLane, T, TEpilogue, TRegisters>(y1, aside + outputStride, c10, c11, c12, c13);
                }

                if (sizeof(TRows) > 2)
                {
                    Finish.InRegisters<TLane, T, TEpilogue, TRegisters>(y2, aside + (2 * outputStride), c20, c21, c22, c23);
                }

                if (sizeof(TRows) > 3)
                {
                    Finish.InRegisters<TLane, T, TEpilogue, TRegisters>(y3, aside + (3 * outputStride), c30, c31, c32, c33);
                }

                if (sizeof(TRows) > 4)
                {
                    Finish.InRegisters<TLane, T, TEpilogue, TRegisters>(y4, aside + (4 * outputStride), c40, c41, c42, c43);
                }

                if (sizeof(TRows) > 5)
                {
                    Finish.InRegisters<TLane, T, TEpilogue, TRegisters>(y5, aside + (5 * outputStride), c50, c51, c52, c53);
                }
            }
            else
            {
                Finish.Store<TLane, T, TRegisters>(output, c00, c01, c02, c03);
                if (sizeof(TRows) > 1)
                {
                    Finish.Store<TLane, T, TRegisters>(y1, c10, c11, c12, c13);
                }

                if (sizeof(TRows) > 2)
                {
                    Finish.Store<TLane, T, TRegisters>(y2, c20, c21, c22, c23);
                }

                if (sizeof(TRows) > 3)
                {
                    Finish.Store<TLane, T, TRegisters>(y3, c30, c31, c32, c33);
                }

                if (sizeof(TRows) > 4)
                {
                    Finish.Store<TLane, T, TRegisters>(y4, c40, c41, c42, c43);
                }

                if (sizeof(TRows) > 5)
                {
                    Finish.Store<TLane, T, TRegisters>(y5, c50, c51, c52, c53);
                }

                Finish.InLoop<TLane, T, TEpilogue, TRegisters>(output, aside, sizeof(TRows), outputStride);
            }

            input += width;
            output += width;
            aside += width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T* output, ref TLane c0, ref TLane c1, ref TLane c2, ref TLane c3)
    {
        int step = TLane.Count;
        c0 += TLane.Load(output);
        if (sizeof(TRegisters) > 1)
        {
            c1 += TLane.Load(output + step);
        }

        if (sizeof(TRegisters) > 2)
        {
            c2 += TLane.Load(output + (2 * step));
        }

        if (sizeof(TRegisters) > 3)
        {
            c3 += TLane.Load(output + (3 * step));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd(
        T weight, TLane x0, TLane x1, TLane x2, TLane x3, ref TLane c0, ref TLane c1, ref TLane c2, ref TLane c3)
    {
        var u = TLane.Broadcast(weight);
        c0 = TLane.MultiplyAdd(u, x0, c0);
        if (sizeof(TRegisters) > 1)
        {
            c1 = TLane.MultiplyAdd(u, x1, c1);
        }

        if (sizeof(TRegisters) > 2)
        {
            c2 = TLane.MultiplyAdd(u, x2, c2);
        }

        if (sizeof(TRegisters) > 3)
        {
            c3 = TLane.MultiplyAdd(u, x3, c3);
        }
    }
}
