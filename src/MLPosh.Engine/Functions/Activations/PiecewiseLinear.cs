using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>f(z) = clamp(z + ½, 0, 1).</summary>
internal readonly struct PiecewiseLinear : IActivation
{
    public static string Equation => "max(0, min(1, z + 1/2))";

    public static string DerivativeEquation => "1 if -1/2 < z < 1/2, else 0";

    public static string Range => "[0, 1]";

    public static string UsedIn => "Support vector machine";

    public static double Middle => 0.5;

    public static bool SlopeNeedsOnlyValue => true;

    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T z)
        where T : struct, IReal<T> => RealMath.Clamp(T.Constant(0), T.Constant(1), z + T.Constant(0.5));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T z, T y)
        where T : struct, IReal<T> => RealMath.IfBetween(0, 1, y, T.Constant(1));
}
