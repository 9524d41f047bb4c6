using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>|prediction - target|, with slope 0 where they are equal, as in PyTorch.</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.L1Loss.html.</remarks>
internal readonly struct L1 : ILoss
{
    public static string Equation => "|p - t|";

    public static string DerivativeEquation => "sign(p - t)";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T prediction, T target)
        where T : struct, IReal<T> => T.Abs(prediction - target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T prediction, T target)
        where T : struct, IReal<T> => T.Sign(prediction - target);
}
