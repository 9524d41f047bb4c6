using System.Runtime.CompilerServices;
using ILGPU;
using MLPosh.Devices.Cpu;

namespace MLPosh.Devices.Gpu;

/// <summary>
/// The number that GPU threads compute with: 32 bits, one sample. ILGPU's own functions are not good enough (tanh and exp are
/// the hardware's approximations, its maximum of 0 and NaN is 0), so they are made of arithmetic here, alike on every device.
/// </summary>
/// <remarks>Source of exp and log: S. Moshier, Cephes Mathematical Library, expf.c and logf.c.</remarks>
internal readonly struct Real32(float number) : IReal<Real32>
{
    private const float LowestNormal = 1.17549435e-38f;
    private const int ExponentBias = 127;
    private const int MantissaBits = 23;

    public float Number { get; } = number;

    public static Real32 operator +(Real32 left, Real32 right) => new(left.Number + right.Number);

    public static Real32 operator -(Real32 left, Real32 right) => new(left.Number - right.Number);

    public static Real32 operator *(Real32 left, Real32 right) => new(left.Number * right.Number);

    public static Real32 operator /(Real32 left, Real32 right) => new(left.Number / right.Number);

    public static Real32 operator -(Real32 value) => new(-value.Number);

    public static Real32 Constant(double value) => new((float)value);

    // Not MathF.FusedMultiplyAdd, which ILGPU cannot put into OpenCL: the drivers' compilers fuse the two on their own.
    public static Real32 MultiplyAdd(Real32 a, Real32 b, Real32 c) => new((a.Number * b.Number) + c.Number);

    public static Real32 Abs(Real32 value) => new(value.Number < 0 ? -value.Number : value.Number);

    public static Real32 Sign(Real32 value) =>
        new(value.Number > 0 ? 1 : value.Number < 0 ? -1 : value.Number);

    public static Real32 AtLeast(Real32 floor, Real32 value) =>
        new(value.Number < floor.Number ? floor.Number : value.Number);

    public static Real32 IfPositive(Real32 condition, Real32 then, Real32 otherwise) =>
        new(condition.Number > 0 ? then.Number : otherwise.Number);

    /// <summary>e^(n ln 2 + r) = 2^n e^r with |r| at most ln 2 / 2, where a polynomial is exact to the last bit or two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real32 Exp(Real32 value)
    {
        // Beyond these the result is infinite or 0 in any case; NaN passes both.
        float x = value.Number > 89 ? 89 : value.Number;
        x = x < -104 ? -104 : x;
        float powers = x * 1.44269504088896341f;
        int n = (int)(powers + (powers < 0 ? -0.5f : 0.5f));
        float r = x - (n * 0.693359375f);
        r -= n * -2.12194440e-4f;
        float sum = 1.9875691500e-4f;
        sum = (sum * r) + 1.3981999507e-3f;
        sum = (sum * r) + 8.3334519073e-3f;
        sum = (sum * r) + 4.1665795894e-2f;
        sum = (sum * r) + 1.6666665459e-1f;
        sum = (sum * r) + 5.0000001201e-1f;
        sum = (sum * r * r) + r + 1;
        // In two steps, as 2^n itself may be too large or too small for a normal number.
        int half = n >> 1;
        return new(sum * PowerOfTwo(half) * PowerOfTwo(n - half));
    }

    /// <summary>ln(2^e m) = e ln 2 + ln m with m from √½ to √2, and that by a polynomial.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real32 Log(Real32 value)
    {
        float x = value.Number;
        bool isTiny = x < LowestNormal;
        uint bits = Interop.FloatAsInt(isTiny ? x * (1 << MantissaBits) : x);
        int exponent = (int)(bits >> MantissaBits) - (ExponentBias - 1) - (isTiny ? MantissaBits : 0);
        float mantissa = Interop.IntAsFloat((bits & 0x007FFFFFu) | 0x3F000000u); // from 1/2 to 1
        bool isLow = mantissa < 0.707106781186547524f;
        float z = isLow ? mantissa + mantissa - 1 : mantissa - 1;
        float e = isLow ? exponent - 1 : exponent;

        float square = z * z;
        float sum = 7.0376836292e-2f;
        sum = (sum * z) - 1.1514610310e-1f;
        sum = (sum * z) + 1.1676998740e-1f;
        sum = (sum * z) - 1.2420140846e-1f;
        sum = (sum * z) + 1.4249322787e-1f;
        sum = (sum * z) - 1.6668057665e-1f;
        sum = (sum * z) + 2.0000714765e-1f;
        sum = (sum * z) - 2.4999993993e-1f;
        sum = (sum * z) + 3.3333331174e-1f;
        sum = sum * z * square;
        sum += -2.12194440e-4f * e;
        sum -= 0.5f * square;
        float log = z + sum + (0.693359375f * e);

        log = x == 0 ? float.NegativeInfinity : log;
        log = x < 0 ? float.NaN : log;
        // Infinity and NaN are their own logarithms.
        return new(x <= float.MaxValue ? log : x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real32 Tanh(Real32 value) => LaneMath.Tanh(value);

    public static Real32 Sqrt(Real32 value) => new(MathF.Sqrt(value.Number));

    private static float PowerOfTwo(int n) => Interop.IntAsFloat((uint)(n + ExponentBias) << MantissaBits);
}
