using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>(prediction - target)².</summary>
internal readonly struct MSE : ILossFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T prediction, T target)
        where T : struct, IReal<T>
    {
        var difference = prediction - target;
        return difference * difference;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T prediction, T target)
        where T : struct, IReal<T> => T.Constant(2) * (prediction - target);
}
