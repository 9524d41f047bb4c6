using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLPosh;

/// <summary>
/// The Euclidean length of a list of numbers. Taken for every record of a training, so by eights; in the same order on
/// every machine, with wide registers or without.
/// </summary>
internal static class VectorNorm
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of(ReadOnlySpan<double> values)
    {
        var sums = Vector512<double>.Zero;
        ref double first = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i + 8 <= values.Length; i += 8)
        {
            var eight = Vector512.LoadUnsafe(ref first, (nuint)i);
            sums += eight * eight;
        }

        double sum = Vector512.Sum(sums);
        for (; i < values.Length; i++)
        {
            sum += values[i] * values[i];
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Whether all numbers are finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsFinite(ReadOnlySpan<double> values)
    {
        // What is not finite has no difference with itself, and no sum that forgets it.
        var sums = Vector512<double>.Zero;
        ref double first = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i + 8 <= values.Length; i += 8)
        {
            var eight = Vector512.LoadUnsafe(ref first, (nuint)i);
            sums += eight - eight;
        }

        double sum = Vector512.Sum(sums);
        for (; i < values.Length; i++)
        {
            sum += values[i] - values[i];
        }

        return sum == 0;
    }
}
