using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Sums over the threads of a group, always in the same order; no warp operation, as not every device has them.</summary>
internal static class GroupSum
{
    // The root of the largest group: both steps then add about as many numbers.
    private const int Parts = 16;

    /// <summary>The sum, in every thread. All threads of the group have to call it.</summary>
    /// <remarks>
    /// Two steps rather than a tree: PoCL copies the code after each barrier, and kernels call this many times in a row.
    /// </remarks>
    /// <param name="shared">Shared memory, a number a thread.</param>
    /// <param name="value">Of this thread.</param>
    public static float Of(ArrayView<float> shared, float value)
    {
        int thread = Group.IdxX, count = Group.DimX;
        Group.Barrier();
        shared[thread] = value;
        Group.Barrier();
        int parts = count < Parts ? count : Parts;
        if (thread < parts)
        {
            float part = value;
            for (int other = thread + Parts; other < count; other += Parts)
            {
                part += shared[other];
            }

            shared[thread] = part;
        }

        Group.Barrier();
        float sum = 0;
        for (int part = 0; part < parts; part++)
        {
            sum += shared[part];
        }

        return sum;
    }
}
