using System.Runtime.CompilerServices;
using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Where one sum goes.</summary>
internal static class ProductResult<TEpilogue>
    where TEpilogue : struct, IProductEpilogue
{
    /// <summary>Stores a sum, with bias, what is there, and the epilogue.</summary>
    /// <param name="arguments">Of the product.</param>
    /// <param name="sum">The sum.</param>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its column.</param>
    /// <param name="again">Its repetition, or its part of the depth.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(in ProductArguments arguments, float sum, int row, int column, int again)
    {
        int at = (again * arguments.Result.Again) + (row * arguments.Result.Step) + column;
        sum += arguments.HasBias != 0 ? arguments.Bias[row] : 0;
        sum += arguments.Adds != 0 ? arguments.Result.Numbers[at] : 0;
        int beside = (again * arguments.Beside.Again) + (row * arguments.Beside.Step) + column;
        arguments.Result.Numbers[at] = TEpilogue.Of(sum, arguments.Beside.Numbers[beside]);
    }
}

/// <summary>Where a group's sums go.</summary>
internal static class ProductResult<TSide, TPatch, TEpilogue>
    where TSide : struct, IGroupSide
    where TPatch : struct, IPatch<TPatch>
    where TEpilogue : struct, IProductEpilogue
{
    /// <summary>Stores a thread's sums, with bias, what is there, and the epilogue.</summary>
    /// <param name="arguments">Of the product.</param>
    /// <param name="sums">The thread's.</param>
    /// <param name="again">The repetition, or the part of the depth.</param>
    public static void Store(in ProductArguments arguments, TPatch sums, int again)
    {
        int side = TSide.Threads;
        int firstRow = (Grid.IdxY * side * TPatch.Size) + (Group.IdxY * Line4.Count);
        int firstColumn = (Grid.IdxX * side * TPatch.Size) + Group.IdxX;
        for (int i = 0; i < TPatch.Size; i++)
        {
            int row = firstRow + (i / Line4.Count * Line4.Count * side) + (i % Line4.Count);
            for (int j = 0; j < TPatch.Size; j++)
            {
                int column = firstColumn + (j * side);
                if (row < arguments.Height && column < arguments.Width)
                {
                    ProductResult<TEpilogue>.Store(arguments, TPatch.At(sums, i, j), row, column, again);
                }
            }
        }
    }
}
