using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>
/// Gradients of the weights between some outputs and some inputs, as sums over the samples of a tile: as many at once as there
/// are registers for. Both numbers are constants to the JIT: what a shape has no room for is no code. Of one input two
/// registers of samples are taken a turn, which hides the latency of the multiply-add.
/// </summary>
/// <typeparam name="TLane">The register.</typeparam>
/// <typeparam name="T">Its element.</typeparam>
/// <typeparam name="TRows">Outputs: one, two, four or six.</typeparam>
/// <typeparam name="TInputs">Inputs: one, two or four.</typeparam>
internal static unsafe class SumBlock<TLane, T, TRows, TInputs>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
    where TRows : unmanaged, ICount
    where TInputs : unmanaged, ICount
{
    // With more there are no registers left for the sums of the slopes.
    private const int MostBesideSlopes = 18;

    /// <summary>Adds the sums to the gradients of the weights, and of the bias where they have room for it.</summary>
    /// <param name="input">The first row of inputs.</param>
    /// <param name="slope">The first row of slopes.</param>
    /// <param name="gradient">Of the first weight.</param>
    /// <param name="stride">From the weights of one output to those of the next.</param>
    /// <param name="biasGradient">Of the first output; null for none.</param>
    /// <param name="width">From one row to the next.</param>
    /// <param name="samples">Whole registers of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(T* input, T* slope, T* gradient, int stride, T* biasGradient, int width, int samples)
    {
        int step = TLane.Count, turn = sizeof(TInputs) == 1 ? 2 * step : step, s = 0;
        T* x1 = input + width, x2 = x1 + width, x3 = x2 + width;
        T* p1 = slope + width, p2 = p1 + width, p3 = p2 + width, p4 = p3 + width, p5 = p4 + width;
        TLane a00 = default, a01 = default, a02 = default, a03 = default, sum0 = default;
        TLane a10 = default, a11 = default, a12 = default, a13 = default, sum1 = default;
        TLane a20 = default, a21 = default, a22 = default, a23 = default, sum2 = default;
        TLane a30 = default, a31 = default, a32 = default, a33 = default, sum3 = default;
        TLane a40 = default, a41 = default, a42 = default, a43 = default, sum4 = default;
        TLane a50 = default, a51 = default, a52 = default, a53 = default, sum5 = default;
        for (; s + turn <= samples; s += turn)
        {
            // Beside the first register of one input lies its next.
            var v0 = TLane.Load(input + s);
            var v1 = sizeof(TInputs) == 1 ? TLane.Load(input + s + step) : TLane.Load(x1 + s);
            var v2 = sizeof(TInputs) > 2 ? TLane.Load(x2 + s) : default;
            var v3 = sizeof(TInputs) > 2 ? TLane.Load(x3 + s) : default;
            Add(slope + s, v0, v1, v2, v3, ref a00, ref a01, ref a02, ref a03, ref sum0);
            if (sizeof(TRows) > 1)
            {
                Add(p1 + s, v0, v1, v2, v3, ref a10, ref a11, ref a12, ref a13, ref sum1);
            }

            if (sizeof(TRows) > 2)
            {
                Add(p2 + s, v0, v1, v2, v3, ref a20, ref a21, ref a22, ref a23, ref sum2);
            }

            if (sizeof(TRows) > 3)
            {
                Add(p3 + s, v0, v1, v2, v3, ref a30, ref a31, ref a32, ref a33, ref sum3);
            }

            if (sizeof(TRows) > 4)
            {
                Add(p4 + s, v0, v1, v2, v3, ref a40, ref a41, ref a42, ref a43, ref sum4);
            }

            if (sizeof(TRows) > 5)
            {
                Add(p5 + s, v0, v1, v2, v3, ref a50, ref a51, ref a52, ref a53, ref sum5);
            }
        }

        // A last register that has no other beside it; only one input has.
        if (s < samples)
        {
            var v0 = TLane.Load(input + s);
            AddLast(slope + s, v0, ref a00, ref sum0);
            if (sizeof(TRows) > 1)
            {
                AddLast(p1 + s, v0, ref a10, ref sum1);
            }

            if (sizeof(TRows) > 2)
            {
                AddLast(p2 + s, v0, ref a20, ref sum2);
            }

            if (sizeof(TRows) > 3)
            {
                AddLast(p3 + s, v0, ref a30, ref sum3);
            }

            if (sizeof(TRows) > 4)
            {
                AddLast(p4 + s, v0, ref a40, ref sum4);
            }

            if (sizeof(TRows) > 5)
            {
                AddLast(p5 + s, v0, ref a50, ref sum5);
            }
        }

        if (sizeof(TInputs) == 4)
        {
            TLane.AddSums(gradient, a00, a01, a02, a03);
            if (sizeof(TRows) > 1)
            {
                TLane.AddSums(gradient + stride, a10, a11, a12, a13);
            }

            if (sizeof(TRows) > 2)
            {
                TLane.AddSums(gradient + (2 * stride), a20, a21, a22, a23);
            }

            if (sizeof(TRows) > 3)
            {
                TLane.AddSums(gradient + (3 * stride), a30, a31, a32, a33);
            }

            if (sizeof(TRows) > 4)
            {
                TLane.AddSums(gradient + (4 * stride), a40, a41, a42, a43);
            }

            if (sizeof(TRows) > 5)
            {
                TLane.AddSums(gradient + (5 * stride), a50, a51, a52, a53);
            }
        }
        else if (sizeof(TInputs) == 2)
        {
            AddColumn(gradient, stride, a00, a10, a20, a30, a40, a50);
            AddColumn(gradient + 1, stride, a01, a11, a21, a31, a41, a51);
        }
        else
        {
            AddColumn(gradient, stride, a00 + a01, a10 + a11, a20 + a21, a30 + a31, a40 + a41, a50 + a51);
        }

        if (sizeof(TRows) * sizeof(TInputs) <= MostBesideSlopes && biasGradient != null)
        {
            AddColumn(biasGradient, 1, sum0, sum1, sum2, sum3, sum4, sum5);
        }
    }

    /// <summary>An output's part of a turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        T* slope, TLane v0, TLane v1, TLane v2, TLane v3, ref TLane a0, ref TLane a1, ref TLane a2, ref TLane a3, ref TLane sum)
    {
        var p = TLane.Load(slope);
        a0 = TLane.MultiplyAdd(p, v0, a0);
        if (sizeof(TInputs) == 1)
        {
            var next = TLane.Load(slope + TLane.Count);
            a1 = TLane.MultiplyAdd(next, v1, a1);
            sum += p + next;
            return;
        }

        a1 = TLane.MultiplyAdd(p, v1, a1);
        if (sizeof(TInputs) == 4)
        {
            a2 = TLane.MultiplyAdd(p, v2, a2);
            a3 = TLane.MultiplyAdd(p, v3, a3);
        }

        if (sizeof(TRows) * sizeof(TInputs) <= MostBesideSlopes)
        {
            sum += p;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddLast(T* slope, TLane v0, ref TLane a0, ref TLane sum)
    {
        var p = TLane.Load(slope);
        a0 = TLane.MultiplyAdd(p, v0, a0);
        sum += p;
    }

    /// <summary>Adds the sums of a register an output to numbers that lie a stride apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddColumn(T* destination, int stride, TLane a, TLane b, TLane c, TLane d, TLane e, TLane f)
    {
        if (sizeof(TRows) == 1)
        {
            destination[0] += TLane.Sum(a);
            return;
        }

        T* sums = stackalloc T[4];
        TLane.AddSums(sums, a, b, c, d);
        destination[0] += sums[0];
        destination[stride] += sums[1];
        if (sizeof(TRows) > 2)
        {
            destination[2 * stride] += sums[2];
            destination[3 * stride] += sums[3];
        }

        if (sizeof(TRows) == 6)
        {
            destination[4 * stride] += TLane.Sum(e);
            destination[5 * stride] += TLane.Sum(f);
        }
    }
}
