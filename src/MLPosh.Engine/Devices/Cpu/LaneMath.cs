using System.Runtime.CompilerServices;

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
        var near = T.MultiplyAdd(x * square, top / bottom, x);

        var size = T.Abs(x);
        var one = T.Constant(1);
        var far = one - (T.Constant(2) / (T.Exp(size + size) + one));
        return T.IfPositive(size - T.Constant(0.625), T.IfPositive(x, far, -far), near);
    }
}
