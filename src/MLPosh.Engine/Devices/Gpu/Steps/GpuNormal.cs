namespace MLPosh.Devices.Gpu;

/// <summary>
/// <see cref="Philox.Normal"/> in single precision, within 1e-6: the words are the same, and what cancels (1 - u near 1,
/// the angle) is taken off as whole numbers before anything is rounded.
/// </summary>
internal static class GpuNormal
{
    private const int Bits = 53;
    private const float Unit = 1f / (1UL << Bits);

    public static Real32 Of(long seed, RandomStream stream, uint step, long element)
    {
        var (a, b, c, d) = Philox.Words((ulong)seed, (uint)element, (uint)((ulong)element >> 32), step, (uint)stream);
        ulong u = ((ulong)a << 21) ^ (b >> 11), v = ((ulong)c << 21) ^ (d >> 11);
        return new Real32(MathF.Sqrt(-2 * LogOfRest(u)) * CosineOfTurn(v));
    }

    /// <summary>ln(1 - u / 2^53); near u = 0 by its series, where the difference would lose u.</summary>
    private static float LogOfRest(ulong u)
    {
        float x = u * Unit;
        float series = 1f / 9;
        series = (series * x) + (1f / 8);
        series = (series * x) + (1f / 7);
        series = (series * x) + (1f / 6);
        series = (series * x) + (1f / 5);
        series = (series * x) + (1f / 4);
        series = (series * x) + (1f / 3);
        series = (series * x) + (1f / 2);
        series = -x - (x * x * series);
        float log = Real32.Log(new Real32(((1UL << Bits) - u) * Unit)).Number;
        return x < 0.0625f ? series : log;
    }

    /// <summary>cos(2π v / 2^53): the nearest multiple of a quarter turn is taken off exactly, the rest by polynomials.</summary>
    private static float CosineOfTurn(ulong v)
    {
        ulong eighth = 1UL << (Bits - 3);
        int quarter = (int)((v + eighth) >> (Bits - 2));
        long rest = (long)v - ((long)quarter << (Bits - 2));
        float x = rest * Unit * 6.28318530717958648f; // from -π/4 to π/4
        float square = x * x;
        float sine = (-1.9515295891e-4f * square) + 8.3321608736e-3f;
        sine = (sine * square) - 1.6666654611e-1f;
        sine = (sine * square * x) + x;
        float cosine = (2.443315711809948e-5f * square) - 1.388731625493765e-3f;
        cosine = (cosine * square) + 4.166664568298827e-2f;
        cosine = (cosine * square * square) - (0.5f * square) + 1;

        // cos(x + q π/2) is cos x, -sin x, -cos x, sin x.
        int turn = quarter & 3;
        float value = (turn & 1) == 0 ? cosine : sine;
        return turn == 1 || turn == 2 ? -value : value;
    }
}
