using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>f(z) = 1 / (1 + e^-z), f' = y (1 - y).</summary>
internal readonly struct Sigmoid : IActivation
{
    public static string Equation => "1 / (1 + e^-z)";

    public static string DerivativeEquation => "f(z) (1 - f(z))";

    public static string Range => "(0, 1)";

    public static string UsedIn => "Logistic regression, multi-layer networks, gates of LSTM and GRU";

    public static double Middle => 0.5;

    public static bool SlopeNeedsOnlyValue => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T z)
        where T : struct, IReal<T> => RealMath.Sigmoid(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T z, T y)
        where T : struct, IReal<T> => y * (T.Constant(1) - y);
}
