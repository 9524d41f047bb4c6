using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>f(z) = 1 / (1 + e^-z), f' = y (1 - y).</summary>
internal readonly struct Sigmoid : IActivationFunction
{
    public static bool SlopeNeedsOnlyValue => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T z)
        where T : struct, IReal<T> => T.Constant(1) / (T.Constant(1) + T.Exp(-z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T z, T y)
        where T : struct, IReal<T> => y * (T.Constant(1) - y);
}
