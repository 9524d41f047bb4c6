using System.Runtime.CompilerServices;
using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>How many threads a side the square groups of a product have.</summary>
internal interface IGroupSide
{
    static abstract int Threads { get; }
}

/// <summary>256 threads.</summary>
internal readonly struct WideSide : IGroupSide
{
    public static int Threads => 16;
}

/// <summary>16 threads: for devices with small groups.</summary>
internal readonly struct NarrowSide : IGroupSide
{
    public static int Threads => 4;
}

/// <summary>Which way a factor lies.</summary>
internal interface IFactorOrder
{
    /// <summary>Whether neighbours in memory lie along the depth, or along the lines.</summary>
    static abstract bool DepthIsFast { get; }
}

/// <summary>Depth after depth within a line.</summary>
internal readonly struct ByDepth : IFactorOrder
{
    public static bool DepthIsFast => true;
}

/// <summary>Line after line within a depth.</summary>
internal readonly struct ByLine : IFactorOrder
{
    public static bool DepthIsFast => false;
}

/// <summary>
/// Matrix products: each group a square of the result, from slices of both factors in shared memory; each thread a patch of
/// it in registers. The third dimension of the grid are repetitions (results of their own) or, with a
/// <see cref="SplitProduct{TLeft,TRight,TSide,TPatch}"/>, parts of the depth.
/// </summary>
internal static class ProductKernel<TLeft, TRight, TSide, TPatch, TEpilogue>
    where TLeft : struct, IFactorOrder
    where TRight : struct, IFactorOrder
    where TSide : struct, IGroupSide
    where TPatch : struct, IPatch<TPatch>
    where TEpilogue : struct, IProductEpilogue
{
    public static void Run(ProductArguments arguments)
    {
        int again = Grid.IdxZ;
        var sums = ProductSlices<TLeft, TRight, TSide, TPatch>.Sum(
            arguments,
            arguments.Left.Numbers.SubView(again * arguments.Left.Again),
            arguments.Right.Numbers.SubView(again * arguments.Right.Again),
            0,
            (arguments.Depth + ProductSlices.Depth - 1) / ProductSlices.Depth,
            default);
        ProductResult<TSide, TPatch, TEpilogue>.Store(arguments, sums, again);
    }
}

/// <summary>
/// The gradient of weights: the depth are the samples of all repetitions, which are cut into as many parts as the grid is
/// deep; each part leaves its sums in a slot of its own, <see cref="Factor.Again"/> apart, or adds to the only one.
/// </summary>
internal static class SplitProduct<TLeft, TRight, TSide, TPatch>
    where TLeft : struct, IFactorOrder
    where TRight : struct, IFactorOrder
    where TSide : struct, IGroupSide
    where TPatch : struct, IPatch<TPatch>
{
    public static void Run(ProductArguments arguments)
    {
        int slicesEach = (arguments.Depth + ProductSlices.Depth - 1) / ProductSlices.Depth;
        int slices = slicesEach * arguments.Repetitions;
        int slice = (int)((long)slices * Grid.IdxZ / Grid.DimZ), end = (int)((long)slices * (Grid.IdxZ + 1) / Grid.DimZ);
        TPatch sums = default;
        while (slice < end)
        {
            // Within one repetition at a time.
            int again = slice / slicesEach, first = slice - (again * slicesEach);
            int last = Math.Min(slicesEach, first + end - slice);
            sums = ProductSlices<TLeft, TRight, TSide, TPatch>.Sum(
                arguments,
                arguments.Left.Numbers.SubView(again * arguments.Left.Again),
                arguments.Right.Numbers.SubView(again * arguments.Right.Again),
                first,
                last,
                sums);
            slice += last - first;
        }

        ProductResult<TSide, TPatch, KeepSum>.Store(arguments, sums, Grid.IdxZ);
    }
}

/// <summary>What products of all orders share.</summary>
internal static class ProductSlices
{
    /// <summary>How deep the slices in shared memory are.</summary>
    public const int Depth = 16;

    // One more than the widest slice, so that threads that store along the depth do not meet on one bank.
    public const int Pitch = 129;
}

/// <summary>The sums of a thread's patch.</summary>
internal static class ProductSlices<TLeft, TRight, TSide, TPatch>
    where TLeft : struct, IFactorOrder
    where TRight : struct, IFactorOrder
    where TSide : struct, IGroupSide
    where TPatch : struct, IPatch<TPatch>
{
    public static TPatch Sum(
        in ProductArguments arguments, ArrayView<float> left, ArrayView<float> right, int firstSlice, int endSlice, TPatch sums)
    {
        var leftSlice = SharedMemory.Allocate<float>(ProductSlices.Depth * ProductSlices.Pitch);
        var rightSlice = SharedMemory.Allocate<float>(ProductSlices.Depth * ProductSlices.Pitch);
        int side = TSide.Threads, lines = side * TPatch.Size;
        for (int slice = firstSlice; slice < endSlice; slice++)
        {
            int depth = slice * ProductSlices.Depth;
            Copy<TLeft>(left, arguments.Left.Step, Grid.IdxY * lines, arguments.Height, depth, arguments.Depth, leftSlice);
            Copy<TRight>(right, arguments.Right.Step, Grid.IdxX * lines, arguments.Width, depth, arguments.Depth, rightSlice);
            Group.Barrier();
            int leftAt = Group.IdxY, rightAt = Group.IdxX;
            for (int k = 0; k < ProductSlices.Depth; k++)
            {
                sums = TPatch.Add(sums, leftSlice, leftAt, rightSlice, rightAt, side);
                leftAt += ProductSlices.Pitch;
                rightAt += ProductSlices.Pitch;
            }

            Group.Barrier();
        }

        return sums;
    }

    /// <summary>Brings a slice of a factor into shared memory; what lies beyond it is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<TOrder>(
        ArrayView<float> numbers, int step, int firstLine, int lineCount, int firstDepth, int depthCount, ArrayView<float> slice)
        where TOrder : struct, IFactorOrder
    {
        int lines = TSide.Threads * TPatch.Size, threads = TSide.Threads * TSide.Threads;
        for (int i = (Group.IdxY * TSide.Threads) + Group.IdxX; i < lines * ProductSlices.Depth; i += threads)
        {
            int depth = TOrder.DepthIsFast ? i % ProductSlices.Depth : i / lines;
            int line = TOrder.DepthIsFast ? i / ProductSlices.Depth : i % lines;
            float number = 0;
            if (firstLine + line < lineCount && firstDepth + depth < depthCount)
            {
                number = numbers[TOrder.DepthIsFast
                    ? ((firstLine + line) * step) + firstDepth + depth
                    : ((firstDepth + depth) * step) + firstLine + line];
            }

            slice[(depth * ProductSlices.Pitch) + line] = number;
        }
    }
}
