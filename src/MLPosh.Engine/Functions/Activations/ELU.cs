using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>f(z) = z above 0, e^z - 1 below.</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.ELU.html (alpha 1).</remarks>
internal readonly struct ELU : IActivation
{
    public static string Equation => "z if z > 0, else e^z - 1";

    public static string DerivativeEquation => "1 if z > 0, else e^z";

    public static string Range => "(-1, inf)";

    public static string UsedIn => "Deep networks; mean activation near 0";

    public static bool SlopeNeedsOnlyValue => true;

    // Never above 0 below 0, whatever e^z is rounded to: the slope is told from the sign.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T z)
        where T : struct, IReal<T> =>
        T.IfPositive(z, z, RealMath.AtMost(T.Constant(0), T.Exp(z) - T.Constant(1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T z, T y)
        where T : struct, IReal<T> =>
        T.IfPositive(y, T.Constant(1), y + T.Constant(1));
}
