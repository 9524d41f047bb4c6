using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>f(z) = tanh z, f' = 1 - y².</summary>
internal readonly struct Tanh : IActivation
{
    public static string Equation => "(e^z - e^-z) / (e^z + e^-z)";

    public static string DerivativeEquation => "1 - f(z)^2";

    public static string Range => "(-1, 1)";

    public static string UsedIn => "Multi-layer and recurrent networks";

    public static bool SlopeNeedsOnlyValue => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T z)
        where T : struct, IReal<T> => T.Tanh(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T z, T y)
        where T : struct, IReal<T> => T.Constant(1) - (y * y);
}
