using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLPosh.Devices.Cpu;

/// <summary>Turns rows into columns, in blocks that stay in registers.</summary>
internal static unsafe class Transposition
{
    /// <summary>destination[column][row] = source[row][column].</summary>
    /// <param name="source">Rows, <paramref name="sourceStride"/> numbers apart.</param>
    /// <param name="sourceStride">At least <paramref name="columns"/>.</param>
    /// <param name="rows">Their number.</param>
    /// <param name="columns">Numbers in each.</param>
    /// <param name="destination">Receives the columns, <paramref name="destinationStride"/> numbers apart.</param>
    /// <param name="destinationStride">At least <paramref name="rows"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(T* source, long sourceStride, int rows, int columns, T* destination, long destinationStride)
        where T : unmanaged
    {
        int wholeRows = 0, wholeColumns = 0;
        if (typeof(T) == typeof(float) && Sse.IsSupported)
        {
            (wholeRows, wholeColumns) = (rows / 4 * 4, columns / 4 * 4);
            for (int row = 0; row < wholeRows; row += 4)
            {
                for (int column = 0; column < wholeColumns; column += 4)
                {
                    Four(
                        (float*)(source + (row * sourceStride) + column),
                        sourceStride,
                        (float*)(destination + (column * destinationStride) + row),
                        destinationStride);
                }
            }
        }

        for (int row = 0; row < rows; row++)
        {
            for (int column = row < wholeRows ? wholeColumns : 0; column < columns; column++)
            {
                destination[(column * destinationStride) + row] = source[(row * sourceStride) + column];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(float* source, long sourceStride, float* destination, long destinationStride)
    {
        var a = Vector128.Load(source);
        var b = Vector128.Load(source + sourceStride);
        var c = Vector128.Load(source + (2 * sourceStride));
        var d = Vector128.Load(source + (3 * sourceStride));
        var (ab, cd) = (Sse.UnpackLow(a, b), Sse.UnpackLow(c, d));
        Sse.MoveLowToHigh(ab, cd).Store(destination);
        Sse.MoveHighToLow(cd, ab).Store(destination + destinationStride);
        (ab, cd) = (Sse.UnpackHigh(a, b), Sse.UnpackHigh(c, d));
        Sse.MoveLowToHigh(ab, cd).Store(destination + (2 * destinationStride));
        Sse.MoveHighToLow(cd, ab).Store(destination + (3 * destinationStride));
    }
}
