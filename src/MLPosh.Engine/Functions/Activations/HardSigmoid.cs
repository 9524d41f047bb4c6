using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>f(z) = clamp(z / 6 + ½, 0, 1).</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.Hardsigmoid.html.</remarks>
internal readonly struct HardSigmoid : IActivation
{
    public static string Equation => "max(0, min(1, z / 6 + 1/2))";

    public static string DerivativeEquation => "1/6 if -3 < z < 3, else 0";

    public static string Range => "[0, 1]";

    public static string UsedIn => "Mobile networks, in place of Sigmoid";

    public static double Middle => 0.5;

    public static bool SlopeNeedsOnlyValue => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T z)
        where T : struct, IReal<T> =>
        RealMath.Clamp(T.Constant(0), T.Constant(6), z + T.Constant(3)) * T.Constant(1 / 6.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T z, T y)
        where T : struct, IReal<T> => RealMath.IfBetween(0, 1, y, T.Constant(1 / 6.0));
}
