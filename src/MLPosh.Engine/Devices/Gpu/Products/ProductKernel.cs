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
