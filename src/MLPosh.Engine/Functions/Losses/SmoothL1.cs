using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>The same as <see cref="Huber"/> with the threshold 1, which is the default of both in PyTorch.</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html (beta 1).</remarks>
internal readonly struct SmoothL1 : ILoss
{
    public static string Equation => "(p - t)^2 / 2 if |p - t| < 1, else |p - t| - 1/2";

    public static string DerivativeEquation => "p - t if |p - t| < 1, else sign(p - t)";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T prediction, T target)
        where T : struct, IReal<T> => Huber.Value(prediction, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T prediction, T target)
        where T : struct, IReal<T> => Huber.Slope(prediction, target);
}
