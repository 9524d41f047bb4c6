using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Sums over the threads of a group, always in the same order; no warp operation, as not every device has them.</summary>
internal static class GroupSum
{
    /// <summary>The sum, in every thread. All threads of the group have to call it.</summary>
    /// <param name="shared">Shared memory, a number a thread.</param>
    /// <param name="value">Of this thread.</param>
    public static float Of(ArrayView<float> shared, float value)
    {
        int thread = Group.IdxX;
        Group.Barrier();
        shared[thread] = value;
        Group.Barrier();
        for (int half = Group.DimX / 2; half > 0; half /= 2)
        {
            if (thread < half)
            {
                shared[thread] += shared[thread + half];
            }

            Group.Barrier();
        }

        return shared[0];
    }
}
