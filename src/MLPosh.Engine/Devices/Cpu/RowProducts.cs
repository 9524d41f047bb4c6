using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>Products of rows that lie contiguous in memory, in double precision.</summary>
internal static unsafe class RowProducts
{
    /// <summary>c[i, j] += sign * Σₖ a[i, k] b[j, k].</summary>
    /// <param name="a">The first set of rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="b">The second set.</param>
    /// <param name="columns">How many.</param>
    /// <param name="stride">From one row of either to the next.</param>
    /// <param name="depth">Numbers a row; a multiple of the register's.</param>
    /// <param name="c">Where the products go.</param>
    /// <param name="cStride">From one row of it to the next.</param>
    /// <param name="sign">1 or -1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<TLane>(
        double* a, int rows, double* b, int columns, nint stride, int depth, double* c, nint cStride, double sign)
        where TLane : struct, ILane<TLane, double>
    {
        for (int j = 0; j < columns; j += 2)
        {
            int second = j + 1 < columns ? 1 : 0;
            double* b0 = b + (j * stride), b1 = b0 + (second * stride);
            for (int i = 0; i < rows; i += 4)
            {
                // Past the last row the last one is taken again; its product is not stored.
                int more = Math.Min(3, rows - 1 - i);
                double* a0 = a + (i * stride), a1 = a0 + (Math.Min(1, more) * stride);
                double* a2 = a0 + (Math.Min(2, more) * stride), a3 = a0 + (more * stride);

                // Eight independent sums hide the latency of the multiply-add.
                TLane p0 = default, p1 = default, p2 = default, p3 = default;
                TLane q0 = default, q1 = default, q2 = default, q3 = default;
                for (int k = 0; k < depth; k += TLane.Count)
                {
                    var (u, v) = (TLane.Load(b0 + k), TLane.Load(b1 + k));
                    var (x0, x1) = (TLane.Load(a0 + k), TLane.Load(a1 + k));
                    p0 = TLane.MultiplyAdd(x0, u, p0);
                    q0 = TLane.MultiplyAdd(x0, v, q0);
                    p1 = TLane.MultiplyAdd(x1, u, p1);
                    q1 = TLane.MultiplyAdd(x1, v, q1);
                    var (x2, x3) = (TLane.Load(a2 + k), TLane.Load(a3 + k));
                    p2 = TLane.MultiplyAdd(x2, u, p2);
                    q2 = TLane.MultiplyAdd(x2, v, q2);
                    p3 = TLane.MultiplyAdd(x3, u, p3);
                    q3 = TLane.MultiplyAdd(x3, v, q3);
                }

                var place = c + (i * cStride) + j;
                Store(place, cStride, more, sign, TLane.Sum(p0), TLane.Sum(p1), TLane.Sum(p2), TLane.Sum(p3));
                if (second == 1)
                {
                    Store(place + 1, cStride, more, sign, TLane.Sum(q0), TLane.Sum(q1), TLane.Sum(q2), TLane.Sum(q3));
                }
            }
        }
    }

    /// <summary>Σₖ a[k] b[k], of any length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot<TLane>(double* a, double* b, int count)
        where TLane : struct, ILane<TLane, double>
    {
        TLane p = default, q = default;
        int step = TLane.Count, k = 0;
        for (; k + (2 * step) <= count; k += 2 * step)
        {
            p = TLane.MultiplyAdd(TLane.Load(a + k), TLane.Load(b + k), p);
            q = TLane.MultiplyAdd(TLane.Load(a + k + step), TLane.Load(b + k + step), q);
        }

        double sum = TLane.Sum(p + q);
        for (; k < count; k++)
        {
            sum += a[k] * b[k];
        }

        return sum;
    }

    /// <summary>y[k] += factor * x[k], of any length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddMultiple<TLane>(double factor, double* x, double* y, int count)
        where TLane : struct, ILane<TLane, double>
    {
        var f = TLane.Broadcast(factor);
        int k = 0;
        for (; k + TLane.Count <= count; k += TLane.Count)
        {
            TLane.Store(y + k, TLane.MultiplyAdd(f, TLane.Load(x + k), TLane.Load(y + k)));
        }

        for (; k < count; k++)
        {
            y[k] += factor * x[k];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(double* c, nint stride, int more, double sign, double s0, double s1, double s2, double s3)
    {
        c[0] += sign * s0;
        if (more > 0)
        {
            c[stride] += sign * s1;
        }

        if (more > 1)
        {
            c[2 * stride] += sign * s2;
        }

        if (more > 2)
        {
            c[3 * stride] += sign * s3;
        }
    }
}
