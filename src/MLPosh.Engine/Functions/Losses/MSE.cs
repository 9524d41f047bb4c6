using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>(prediction - target)².</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.MSELoss.html.</remarks>
internal readonly struct MSE : ILoss
{
    public static string Equation => "(p - t)^2";

    public static string DerivativeEquation => "2 (p - t)";

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
