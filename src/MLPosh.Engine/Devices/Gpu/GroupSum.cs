using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Sums over the threads of a group, always in the same order; no warp operation, as not every device has them.</summary>
internal static class GroupSum
{
    /// <summary>The sum, in every thread. All threads of the group have to call it.</summary>
    /// <param name="shared">Shared memory, a number a thread.</param>
    /// <param name="value">Of this thread.</param>
    public static T Of<T>(ArrayView<T> shared, T value)
        where T : unmanaged, IAdditionOperators<T, T, T>
    {
        int thread = Group.IdxX;
        Group.Barrier();
        shared[thread] = value;
        Group.Barrier();
        Halve(shared, thread, 128);
        Halve(shared, thread, 64);
        Halve(shared, thread, 32);
        Halve(shared, thread, 16);
        Halve(shared, thread, 8);
        Halve(shared, thread, 4);
        Halve(shared, thread, 2);
        Halve(shared, thread, 1);
        return shared[0];
    }

    // No loop: PoCL cannot hold a loop's counter over a barrier at the loop's end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halve<T>(ArrayView<T> shared, int thread, int half)
        where T : unmanaged, IAdditionOperators<T, T, T>
    {
        if (thread < half && thread + half < Group.DimX)
        {
            shared[thread] += shared[thread + half];
        }

        Group.Barrier();
    }
}
