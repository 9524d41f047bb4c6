using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>|prediction - target|, with slope 0 where they are equal, as in PyTorch.</summary>
internal readonly struct L1 : ILossFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T prediction, T target)
        where T : struct, IReal<T> => T.Abs(prediction - target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T prediction, T target)
        where T : struct, IReal<T> => T.Sign(prediction - target);
}
