namespace MLPosh.Devices;

/// <summary>
/// Philox4x32-10, a counter-based random number generator: the number at (seed, stream, step, element) is a pure
/// function, the same on every device, in any order, from any thread.
/// </summary>
/// <remarks>Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.</remarks>
internal static class Philox
{
    public const uint MultiplierA = 0xD2511F53;
    public const uint MultiplierB = 0xCD9E8D57;
    public const uint WeylA = 0x9E3779B9;
    public const uint WeylB = 0xBB67AE85;
    public const int Rounds = 10;

    /// <summary>Four random words for one counter value.</summary>
    public static (uint A, uint B, uint C, uint D) Words(ulong key, uint c0, uint c1, uint c2, uint c3)
    {
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong a = (ulong)MultiplierA * c0, b = (ulong)MultiplierB * c2;
            (c0, c1, c2, c3) = ((uint)(b >> 32) ^ c1 ^ k0, (uint)b, (uint)(a >> 32) ^ c3 ^ k1, (uint)a);
            k0 += WeylA;
            k1 += WeylB;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>The element of a row of a sample.</summary>
    public static long Element(int sample, int row) => ((long)row << 32) | (uint)sample;

    /// <summary>A uniform number in [0, 1) with 53 random bits.</summary>
    public static double Uniform(long seed, RandomStream stream, uint step, long element)
    {
        var (a, b, _, _) = At(seed, stream, step, element);
        return (((ulong)a << 21) ^ (b >> 11)) * (1.0 / (1UL << 53));
    }

    /// <summary>A uniform number in [0, 1) with 24 random bits: exact in single precision.</summary>
    public static float UniformSingle(long seed, RandomStream stream, uint step, long element) =>
        (At(seed, stream, step, element).A >> 8) * (1f / (1 << 24));

    /// <summary>A standard normal number (Box-Muller, one per counter value).</summary>
    public static double Normal(long seed, RandomStream stream, uint step, long element)
    {
        var (a, b, c, d) = At(seed, stream, step, element);
        // 1 - u lies in (0, 1], where the logarithm is finite.
        double radial = 1 - ((((ulong)a << 21) ^ (b >> 11)) * (1.0 / (1UL << 53)));
        double angle = (((ulong)c << 21) ^ (d >> 11)) * (1.0 / (1UL << 53));
        return Math.Sqrt(-2 * Math.Log(radial)) * Math.Cos(2 * Math.PI * angle);
    }

    /// <summary>Puts <paramref name="items"/> in a random order (Fisher-Yates).</summary>
    public static void Shuffle(long seed, RandomStream stream, uint step, Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = ShufflePlace(seed, stream, step, i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The place, from 0 to <paramref name="i"/>, that a shuffle swaps place <paramref name="i"/> with.</summary>
    // The 64-bit multiplication maps 32 random bits onto 0 … i; its bias is below 2^-32 * items.
    public static int ShufflePlace(long seed, RandomStream stream, uint step, int i) =>
        (int)(((ulong)At(seed, stream, step, i).A * (ulong)(i + 1)) >> 32);

    private static (uint A, uint B, uint C, uint D) At(long seed, RandomStream stream, uint step, long element) =>
        Words((ulong)seed, (uint)element, (uint)((ulong)element >> 32), step, (uint)stream);
}
