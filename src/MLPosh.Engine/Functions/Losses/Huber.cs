using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>Half the square of a difference up to 1, linear beyond.</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html (delta 1).</remarks>
internal readonly struct Huber : ILoss
{
    public static string Equation => "(p - t)^2 / 2 if |p - t| < 1, else |p - t| - 1/2";

    public static string DerivativeEquation => "p - t if |p - t| < 1, else sign(p - t)";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T prediction, T target)
        where T : struct, IReal<T>
    {
        // With s the size cut off at 1 it is s (size - s / 2): both branches at once.
        var size = T.Abs(prediction - target);
        var inner = RealMath.AtMost(T.Constant(1), size);
        return inner * T.MultiplyAdd(T.Constant(-0.5), inner, size);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T prediction, T target)
        where T : struct, IReal<T> =>
        RealMath.Clamp(T.Constant(-1), T.Constant(1), prediction - target);
}
