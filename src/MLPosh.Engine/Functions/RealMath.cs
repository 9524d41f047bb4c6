using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>What several functions are made of. NaN passes through all of it, so that a diverged network shows it.</summary>
internal static class RealMath
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T AtMost<T>(T ceiling, T value)
        where T : struct, IReal<T> => -T.AtLeast(-ceiling, -value);

    /// <summary>The larger of both; NaN in either stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Larger<T>(T a, T b)
        where T : struct, IReal<T> => T.IfPositive(T.Abs(a) + T.Constant(1), T.AtLeast(a, b), a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Clamp<T>(T low, T high, T value)
        where T : struct, IReal<T> => AtMost(high, T.AtLeast(low, value));

    /// <summary><paramref name="then"/> where the value lies strictly between both bounds, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T IfBetween<T>(double low, double high, T value, T then)
        where T : struct, IReal<T> => T.IfPositive(
            value - T.Constant(low), T.IfPositive(T.Constant(high) - value, then, T.Constant(0)), T.Constant(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T z)
        where T : struct, IReal<T> => T.Constant(1) / (T.Constant(1) + T.Exp(-z));

    /// <summary>ln(1 + e^z), without overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Softplus<T>(T z)
        where T : struct, IReal<T> => T.AtLeast(T.Constant(0), z) + T.Log(T.Constant(1) + T.Exp(-T.Abs(z)));

    /// <summary>
    /// 1 - erf(x), to full relative precision also where it is small. Near zero by a rational function of erf, beyond by
    /// e^(-x²) times one.
    /// </summary>
    /// <remarks>Source: S. Moshier, Cephes Mathematical Library, ndtr.c.</remarks>
    // A method of its own: within a kernel the JIT would soon inline nothing of it any more.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Erfc<T>(T x)
        where T : struct, IReal<T>
    {
        var one = T.Constant(1);
        // Beyond 12 the result is 0 in single precision and below 1e-63 in double, and the polynomials would overflow.
        var size = AtMost(T.Constant(12), T.Abs(x));
        var tail = T.Exp(-(size * size)) * TailTop(size) / TailBottom(size);
        var square = size * size;
        var near = one - (x * NearTop(square) / NearBottom(square));
        return T.IfPositive(size - one, T.IfPositive(x, tail, T.Constant(2) - tail), near);
    }

    // Horner's rule, written out: neither the JIT nor ILGPU unrolls a loop over coefficients.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T TailTop<T>(T x)
        where T : struct, IReal<T>
    {
        var sum = T.Constant(2.46196981473530512524e-10);
        sum = T.MultiplyAdd(sum, x, T.Constant(5.64189564831068821977e-1));
        sum = T.MultiplyAdd(sum, x, T.Constant(7.46321056442269912687));
        sum = T.MultiplyAdd(sum, x, T.Constant(4.86371970985681366614e1));
        sum = T.MultiplyAdd(sum, x, T.Constant(1.96520832956077098242e2));
        sum = T.MultiplyAdd(sum, x, T.Constant(5.26445194995477358631e2));
        sum = T.MultiplyAdd(sum, x, T.Constant(9.34528527171957607540e2));
        sum = T.MultiplyAdd(sum, x, T.Constant(1.02755188689515710272e3));
        return T.MultiplyAdd(sum, x, T.Constant(5.57535335369399327526e2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T TailBottom<T>(T x)
        where T : struct, IReal<T>
    {
        var sum = x + T.Constant(1.32281951154744992508e1);
        sum = T.MultiplyAdd(sum, x, T.Constant(8.67072140885989742329e1));
        sum = T.MultiplyAdd(sum, x, T.Constant(3.54937778887819891062e2));
        sum = T.MultiplyAdd(sum, x, T.Constant(9.75708501743205489753e2));
        sum = T.MultiplyAdd(sum, x, T.Constant(1.82390916687909736289e3));
        sum = T.MultiplyAdd(sum, x, T.Constant(2.24633760818710981792e3));
        sum = T.MultiplyAdd(sum, x, T.Constant(1.65666309194161350182e3));
        return T.MultiplyAdd(sum, x, T.Constant(5.57535340817727675546e2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T NearTop<T>(T x)
        where T : struct, IReal<T>
    {
        var sum = T.Constant(9.60497373987051638749);
        sum = T.MultiplyAdd(sum, x, T.Constant(9.00260197203842689217e1));
        sum = T.MultiplyAdd(sum, x, T.Constant(2.23200534594684319226e3));
        sum = T.MultiplyAdd(sum, x, T.Constant(7.00332514112805075473e3));
        return T.MultiplyAdd(sum, x, T.Constant(5.55923013010394962768e4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T NearBottom<T>(T x)
        where T : struct, IReal<T>
    {
        var sum = x + T.Constant(3.35617141647503099647e1);
        sum = T.MultiplyAdd(sum, x, T.Constant(5.21357949780152679795e2));
        sum = T.MultiplyAdd(sum, x, T.Constant(4.59432382970980127987e3));
        sum = T.MultiplyAdd(sum, x, T.Constant(2.26290000613890934246e4));
        return T.MultiplyAdd(sum, x, T.Constant(4.92673942608635921086e4));
    }
}
