using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>What products of all orders share.</summary>
internal static class ProductSlices
{
    /// <summary>How deep the slices in shared memory are.</summary>
    public const int Depth = 16;

    // Four more than the widest slice: a multiple of what is read at once, and threads that store along the depth meet on a bank
    // in pairs only.
    public const int Pitch = 132;
}

/// <summary>
/// The sums of a thread's patch. While a slice is worked on, the numbers of the next one are on their way into registers.
/// </summary>
internal static class ProductSlices<TLeft, TRight, TSide, TPatch>
    where TLeft : struct, IFactorOrder
    where TRight : struct, IFactorOrder
    where TSide : struct, IGroupSide
    where TPatch : struct, IPatch<TPatch>
{
    public static TPatch Sum(
        in ProductArguments arguments, ArrayView<float> left, ArrayView<float> right, int firstSlice, int endSlice, TPatch sums)
    {
        const int LeftPitch = ProductSlices.Pitch / Line4.Count, RightPitch = ProductSlices.Pitch;
        var leftLines = SharedMemory.Allocate<Line4>(ProductSlices.Depth * LeftPitch);
        var leftSlice = leftLines.Cast<float>();
        var rightSlice = SharedMemory.Allocate<float>(ProductSlices.Depth * RightPitch);
        int side = TSide.Threads, lines = side * TPatch.Size;
        var leftSource = new SliceSource<TLeft, TSide, TPatch>(arguments.Left.Step, Grid.IdxY * lines, arguments.Height, arguments.Depth);
        var rightSource = new SliceSource<TRight, TSide, TPatch>(arguments.Right.Step, Grid.IdxX * lines, arguments.Width, arguments.Depth);
        var nextLeft = leftSource.Read(left, firstSlice);
        var nextRight = rightSource.Read(right, firstSlice);
        for (int slice = firstSlice; slice < endSlice; slice++)
        {
            leftSource.Store(leftSlice, nextLeft, slice);
            rightSource.Store(rightSlice, nextRight, slice);
            Group.Barrier();
            nextLeft = leftSource.Read(left, slice + 1);
            nextRight = rightSource.Read(right, slice + 1);

            // Places in 64 bits, in which no carry is lost: the compiler keeps one, and adds the rest as it reads.
            long leftAt = Group.IdxY, rightAt = Group.IdxX;
            for (int k = 0; k < ProductSlices.Depth; k += 2)
            {
                sums = TPatch.Add(sums, leftLines, leftAt, rightSlice, rightAt, side);
                sums = TPatch.Add(sums, leftLines, leftAt + LeftPitch, rightSlice, rightAt + RightPitch, side);
                leftAt += 2 * LeftPitch;
                rightAt += 2 * RightPitch;
            }

            Group.Barrier();
        }

        return sums;
    }
}
