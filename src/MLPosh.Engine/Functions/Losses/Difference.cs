using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>prediction - target: the lecture's teaching loss. It has no least value, so that training with it never ends well.</summary>
internal readonly struct Difference : ILoss
{
    public static string Equation => "p - t";

    public static string DerivativeEquation => "1";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T prediction, T target)
        where T : struct, IReal<T> => prediction - target;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T prediction, T target)
        where T : struct, IReal<T> => T.Constant(1);
}
