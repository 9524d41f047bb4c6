using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>f(z) = -1 below 0, 0 at 0, 1 above.</summary>
internal readonly struct Sign : IActivation
{
    public static string Equation => "-1 if z < 0, 0 if z = 0, 1 if z > 0";

    public static string DerivativeEquation => "0 (a step has no slope that training could follow)";

    public static string Range => "{-1, 0, 1}";

    public static string UsedIn => "Perceptron";

    public static bool SlopeNeedsOnlyValue => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T z)
        where T : struct, IReal<T> => T.Sign(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T z, T y)
        where T : struct, IReal<T> => T.Constant(0);
}
