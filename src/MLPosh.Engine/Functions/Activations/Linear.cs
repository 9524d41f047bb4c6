using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>f(z) = z.</summary>
internal readonly struct Linear : IActivation
{
    public static string Equation => "z";

    public static string DerivativeEquation => "1";

    public static string Range => "(-inf, inf)";

    public static string UsedIn => "Adaline, linear regression";

    public static bool SlopeNeedsOnlyValue => true;

    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T z)
        where T : struct, IReal<T> => z;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T z, T y)
        where T : struct, IReal<T> => T.Constant(1);
}
