using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>f(z) = s z above 0, s a (e^z - 1) below: keeps mean 0 and variance 1 through deep networks.</summary>
/// <remarks>Source: Klambauer et al., "Self-Normalizing Neural Networks", 2017; https://pytorch.org/docs/stable/generated/torch.nn.SELU.html.</remarks>
internal readonly struct SELU : IActivation
{
    private const double Alpha = 1.6732632423543772848170429916717;
    private const double Scale = 1.0507009873554804934193349852946;

    public static string Equation => "1.0507 z if z > 0, else 1.0507 * 1.67326 (e^z - 1)";

    public static string DerivativeEquation => "1.0507 if z > 0, else 1.0507 * 1.67326 e^z";

    public static string Range => "(-1.7581, inf)";

    public static string UsedIn => "Self-normalising deep networks";

    public static bool SlopeNeedsOnlyValue => true;

    // Never above 0 below 0, whatever e^z is rounded to: the slope is told from the sign.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T z)
        where T : struct, IReal<T> => T.IfPositive(
            z,
            T.Constant(Scale) * z,
            T.Constant(Scale * Alpha) * RealMath.AtMost(T.Constant(0), T.Exp(z) - T.Constant(1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T z, T y)
        where T : struct, IReal<T> =>
        T.IfPositive(y, T.Constant(Scale), y + T.Constant(Scale * Alpha));
}
