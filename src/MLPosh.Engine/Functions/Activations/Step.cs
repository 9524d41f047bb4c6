using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>f(z) = 0 below 0, ½ at 0, 1 above (Heaviside).</summary>
internal readonly struct Step : IActivation
{
    public static string Equation => "0 if z < 0, 1/2 if z = 0, 1 if z > 0";

    public static string DerivativeEquation => "0 (a step has no slope that training could follow)";

    public static string Range => "{0, 1/2, 1}";

    public static string UsedIn => "Perceptron";

    public static double Middle => 0.5;

    public static bool SlopeNeedsOnlyValue => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T z)
        where T : struct, IReal<T> =>
        T.MultiplyAdd(T.Constant(0.5), T.Sign(z), T.Constant(0.5));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T z, T y)
        where T : struct, IReal<T> => T.Constant(0);
}
