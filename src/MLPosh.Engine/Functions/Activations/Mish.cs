using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>f(z) = z tanh(softplus(z)).</summary>
/// <remarks>Source: Misra, 2019; https://pytorch.org/docs/stable/generated/torch.nn.Mish.html.</remarks>
internal readonly struct Mish : IActivation
{
    public static string Equation => "z tanh(ln(1 + e^z))";

    public static string DerivativeEquation => "t + z s (1 - t^2) with t = tanh(ln(1 + e^z)), s = 1 / (1 + e^-z)";

    public static string Range => "[-0.30884, inf)";

    public static string UsedIn => "Deep convolutional networks";

    public static bool SlopeNeedsOnlyValue => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T z)
        where T : struct, IReal<T> => z * TanhOfSoftplus(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T z, T y)
        where T : struct, IReal<T>
    {
        var tanh = TanhOfSoftplus(z);
        return T.MultiplyAdd(z * RealMath.Sigmoid(z), T.Constant(1) - (tanh * tanh), tanh);
    }

    // With e = e^z it is (e² + 2e) / (e² + 2e + 2); above 20 it is 1 in both precisions, and e² would overflow later.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T TanhOfSoftplus<T>(T z)
        where T : struct, IReal<T>
    {
        var e = T.Exp(RealMath.AtMost(T.Constant(20), z));
        var top = e * (e + T.Constant(2));
        return top / (top + T.Constant(2));
    }
}
