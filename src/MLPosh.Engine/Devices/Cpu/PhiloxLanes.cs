using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLPosh.Devices.Cpu;

/// <summary>
/// <see cref="Philox"/> for the samples of a register at once: sixteen counters that differ in their first word alone. The
/// words are the same bit for bit.
/// </summary>
internal static unsafe class PhiloxLanes
{
    /// <summary>Samples that one call draws for.</summary>
    public const int Count = 16;

    private static readonly Vector512<uint> Steps = Vector512<uint>.Indices;

    /// <summary>Uniform numbers in [0, 1) with 24 random bits, as <see cref="Philox.UniformSingle"/> gives them.</summary>
    /// <param name="step">Of the training.</param>
    /// <param name="stream">Of the layer.</param>
    /// <param name="sample">The first sample.</param>
    /// <param name="row">The row.</param>
    /// <param name="destination">Receives sixteen numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Uniform(TrainingStep step, RandomStream stream, int sample, int row, float* destination)
    {
        var (a, _, _, _) = Words(step, stream, sample, row);
        (Vector512.ConvertToSingle((a >>> 8).AsInt32()) * (1f / (1 << 24))).Store(destination);
    }

    /// <summary>Standard normal numbers, as <see cref="Philox.Normal"/> gives them but for the last digit.</summary>
    /// <inheritdoc cref="Uniform"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normal(TrainingStep step, RandomStream stream, int sample, int row, double* destination)
    {
        var (a, b, c, d) = Words(step, stream, sample, row);
        Half(Vector512.WidenLower(a), Vector512.WidenLower(b), Vector512.WidenLower(c), Vector512.WidenLower(d))
            .Store(destination);
        Half(Vector512.WidenUpper(a), Vector512.WidenUpper(b), Vector512.WidenUpper(c), Vector512.WidenUpper(d))
            .Store(destination + 8);
    }

    private static Vector512<double> Half(
        Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c, Vector512<ulong> d)
    {
        const double Unit = 1.0 / (1UL << 53);
        var radial = Vector512<double>.One - (Vector512.ConvertToDouble((a << 21) ^ (b >>> 11)) * Unit);
        var angle = Vector512.ConvertToDouble((c << 21) ^ (d >>> 11)) * Unit;
        return Vector512.Sqrt(-2 * Vector512.Log(radial)) * Vector512.Cos(2 * Math.PI * angle);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<uint> A, Vector512<uint> B, Vector512<uint> C, Vector512<uint> D) Words(
        TrainingStep step, RandomStream stream, int sample, int row)
    {
        uint k0 = (uint)(ulong)step.Seed, k1 = (uint)((ulong)step.Seed >> 32);
        var c0 = Vector512.Create((uint)sample) + Steps;
        var (c1, c2) = (Vector512.Create((uint)row), Vector512.Create(step.Number));
        var c3 = Vector512.Create((uint)stream);
        for (int round = 0; round < Philox.Rounds; round++)
        {
            var (highA, lowA) = Product(c0, Philox.MultiplierA);
            var (highB, lowB) = Product(c2, Philox.MultiplierB);
            (c0, c1, c2, c3) = (highB ^ c1 ^ Vector512.Create(k0), lowB, highA ^ c3 ^ Vector512.Create(k1), lowA);
            k0 += Philox.WeylA;
            k1 += Philox.WeylB;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>The high and the low words of the products with a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<uint> High, Vector512<uint> Low) Product(Vector512<uint> value, uint factor)
    {
        var wide = Vector512.Create((ulong)factor);
        var (lower, upper) = (Vector512.WidenLower(value) * wide, Vector512.WidenUpper(value) * wide);
        return (Vector512.Narrow(lower >>> 32, upper >>> 32), Vector512.Narrow(lower, upper));
    }
}
