namespace MLPosh.Engine.Tests.Devices;

/// <summary>Functions in single precision against those in double.</summary>
internal static class SinglePrecision
{
    // A prime: all exponents and signs come up, with ever other digits. 4.3 million numbers.
    private const int Stride = 997;

    /// <summary>Fails where a function is further off than so many units of the last digit; a rounding alone is half of one.</summary>
    public static void IsExact(string name, Func<float, float> own, Func<double, double> exact, double units)
    {
        for (long bits = 0; bits <= uint.MaxValue; bits += Stride)
        {
            float x = BitConverter.UInt32BitsToSingle((uint)bits);
            double expected = exact(x), actual = own(x);
            bool agrees = double.IsNaN(expected) ? double.IsNaN(actual)
                : float.IsInfinity((float)expected) ? actual == (float)expected
                : Math.Abs(actual - expected) <= units * LastDigit((float)expected);
            if (!agrees)
            {
                Assert.Fail($"{name}({x:R}) is {expected:R}, got {actual:R}");
            }
        }
    }

    public static double LastDigit(float value)
    {
        float size = Math.Abs(value);
        return float.IsFinite(size) ? Math.Max((double)MathF.BitIncrement(size) - size, float.Epsilon) : 0;
    }
}
