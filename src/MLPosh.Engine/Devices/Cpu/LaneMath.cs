using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLPosh.Devices.Cpu;

/// <summary>Functions that no register has, made of those that it has.</summary>
internal static class LaneMath
{
    /// <summary>
    /// tanh: a rational function near zero, where the exponential form would lose all digits, and 1 - 2 / (e^2|x| + 1)
    /// beyond. Relative error below 1e-15 in double, 3e-7 in single precision.
    /// </summary>
    /// <remarks>Source: S. Moshier, Cephes Mathematical Library, tanh.c.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x)
        where T : struct, IReal<T>
    {
        var square = x * x;
        var top = T.MultiplyAdd(
            T.MultiplyAdd(T.Constant(-9.64399179425052238628e-1), square, T.Constant(-9.92877231001918586564e1)),
            square,
            T.Constant(-1.61468768441708447952e3));
        var bottom = T.MultiplyAdd(
            T.MultiplyAdd(square + T.Constant(1.12811678491632931402e2), square, T.Constant(2.23548839060100448583e3)),
            square,
            T.Constant(4.84406305325125486048e3));

        var size = T.Abs(x);
        var one = T.Constant(1);
        var two = T.Constant(2);
        var isFar = size - T.Constant(0.625);

        // Of the two only what is needed is divided.
        var ratio = T.IfPositive(isFar, one, top) / T.IfPositive(isFar, T.Exp(size + size) + one, bottom);
        return T.MultiplyAdd(
            T.IfPositive(isFar, T.IfPositive(x, -two, two), x * square),
            ratio,
            T.IfPositive(isFar, T.IfPositive(x, one, -one), x));
    }

    /// <summary>Adds the sums of four vectors to four numbers: transposed, they are one addition each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void AddSums(
        float* destination, Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
    {
        var ab = Sse.UnpackLow(a, b) + Sse.UnpackHigh(a, b); // a0+a2 b0+b2 a1+a3 b1+b3
        var cd = Sse.UnpackLow(c, d) + Sse.UnpackHigh(c, d);
        Add(destination, Sse.MoveLowToHigh(ab, cd) + Sse.MoveHighToLow(cd, ab));
    }

    /// <summary>The same in each 128 bits of wider vectors, and then those added up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void AddSums(
        float* destination, Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        var ab = (Avx.UnpackLow(a, b) + Avx.UnpackHigh(a, b)).AsDouble();
        var cd = (Avx.UnpackLow(c, d) + Avx.UnpackHigh(c, d)).AsDouble();
        Add(destination, Halved(Avx.UnpackLow(ab, cd).AsSingle() + Avx.UnpackHigh(ab, cd).AsSingle()));
    }

    /// <inheritdoc cref="AddSums(float*, Vector256{float}, Vector256{float}, Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void AddSums(
        float* destination, Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        var ab = (Avx512F.UnpackLow(a, b) + Avx512F.UnpackHigh(a, b)).AsDouble();
        var cd = (Avx512F.UnpackLow(c, d) + Avx512F.UnpackHigh(c, d)).AsDouble();
        var sums = Avx512F.UnpackLow(ab, cd).AsSingle() + Avx512F.UnpackHigh(ab, cd).AsSingle();
        Add(destination, Halved(sums.GetLower() + sums.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Halved(Vector256<float> value) => value.GetLower() + value.GetUpper();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Add(float* destination, Vector128<float> sums) =>
        (Vector128.Load(destination) + sums).Store(destination);
}
