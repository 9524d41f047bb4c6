using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Util;

namespace MLPosh.Devices.Gpu;

/// <summary>A factor as the threads of a group bring slices of it into shared memory: neighbours in memory by neighbours.</summary>
internal readonly struct SliceSource<TOrder, TSide, TPatch>
    where TOrder : struct, IFactorOrder
    where TSide : struct, IGroupSide
    where TPatch : struct, IPatch<TPatch>
{
    private readonly int _hops;
    private readonly int _first;
    private readonly int _depthCount;
    private readonly int _line;
    private readonly int _lineCount;
    private readonly int _step;

    /// <param name="step">See <see cref="Factor"/>.</param>
    /// <param name="firstLine">Of the group.</param>
    /// <param name="lineCount">Of the factor.</param>
    /// <param name="depthCount">Of the factor.</param>
    public SliceSource(int step, int firstLine, int lineCount, int depthCount)
    {
        _hops = Hop * step;
        _line = firstLine + Line;
        _first = TOrder.DepthIsFast ? (_line * step) + Depth : (Depth * step) + _line;
        (_lineCount, _depthCount, _step) = (lineCount, depthCount, step);
    }

    private static int Threads => TSide.Threads * TSide.Threads;

    private static int Lines => TSide.Threads * TPatch.Size;

    private static int Count => Lines * ProductSlices.Depth / Threads;

    // So far is a thread's number beyond the one before: along the lines of what lies by depth, along the depth of the other.
    private static int Hop => TOrder.DepthIsFast ? Threads / ProductSlices.Depth : Threads / Lines;

    private static int Thread => (Group.IdxY * TSide.Threads) + Group.IdxX;

    // Of unsigned numbers the compiler knows that this is a shift.
    private static int Line => (int)(TOrder.DepthIsFast ? (uint)Thread / ProductSlices.Depth : (uint)Thread % (uint)Lines);

    private static int Depth => (int)(TOrder.DepthIsFast ? (uint)Thread % ProductSlices.Depth : (uint)Thread / (uint)Lines);

    /// <summary>Sends for the thread's numbers of a slice. Nothing looks at them yet, so that all are on their way at once.</summary>
    /// <param name="numbers">The factor's.</param>
    /// <param name="slice">Which of its slices.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SliceNumbers Read(ArrayView<float> numbers, int slice)
    {
        int depth = slice * ProductSlices.Depth, at = _first + (TOrder.DepthIsFast ? depth : depth * _step);
        var (place, end) = Within(depth);
        var read = new SliceNumbers { A = Read(numbers, at, place, end) };
        if (Count > 4)
        {
            read.B = Read(numbers, at + (4 * _hops), place + (4 * Hop), end);
        }

        if (Count > 8)
        {
            read.C = Read(numbers, at + (8 * _hops), place + (8 * Hop), end);
            read.D = Read(numbers, at + (12 * _hops), place + (12 * Hop), end);
        }

        return read;
    }

    /// <summary>Puts what was read where the group finds it, depth by depth; 0 for what lies beyond the factor.</summary>
    /// <param name="shared">The slice in shared memory.</param>
    /// <param name="numbers">What was read.</param>
    /// <param name="slice">Of which slice.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ArrayView<float> shared, SliceNumbers numbers, int slice)
    {
        int at = (Depth * ProductSlices.Pitch) + Line;
        int hop = TOrder.DepthIsFast ? Hop : Hop * ProductSlices.Pitch;
        var (place, end) = Within(slice * ProductSlices.Depth);
        Store(shared, at, hop, numbers.A, place, end);
        if (Count > 4)
        {
            Store(shared, at + (4 * hop), hop, numbers.B, place + (4 * Hop), end);
        }

        if (Count > 8)
        {
            Store(shared, at + (8 * hop), hop, numbers.C, place + (8 * Hop), end);
            Store(shared, at + (12 * hop), hop, numbers.D, place + (12 * Hop), end);
        }
    }

    private static void Store(ArrayView<float> shared, int at, int hop, Line4 numbers, int place, int end)
    {
        shared[at] = Utilities.Select(place < end, numbers.A, 0f);
        shared[at + hop] = Utilities.Select(place + Hop < end, numbers.B, 0f);
        shared[at + (2 * hop)] = Utilities.Select(place + (2 * Hop) < end, numbers.C, 0f);
        shared[at + (3 * hop)] = Utilities.Select(place + (3 * Hop) < end, numbers.D, 0f);
    }

    // Where the thread's first number lies in the direction of its hops, and where the factor ends there: at once, where the
    // other direction is beyond it.
    private (int Place, int End) Within(int firstDepth)
    {
        int depth = firstDepth + Depth;
        return TOrder.DepthIsFast
            ? (_line, Utilities.Select(depth < _depthCount, _lineCount, 0))
            : (depth, Utilities.Select(_line < _lineCount, _depthCount, 0));
    }

    private Line4 Read(ArrayView<float> numbers, int at, int place, int end) => new()
    {
        A = numbers[Utilities.Select(place < end, at, 0)],
        B = numbers[Utilities.Select(place + Hop < end, at + _hops, 0)],
        C = numbers[Utilities.Select(place + (2 * Hop) < end, at + (2 * _hops), 0)],
        D = numbers[Utilities.Select(place + (3 * Hop) < end, at + (3 * _hops), 0)],
    };
}

/// <summary>Numbers of a slice on their way: 4, 8 or 16.</summary>
internal struct SliceNumbers
{
    public Line4 A;
    public Line4 B;
    public Line4 C;
    public Line4 D;
}
