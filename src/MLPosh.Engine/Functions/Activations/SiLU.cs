using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>f(z) = z σ(z), also called swish.</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.SiLU.html.</remarks>
internal readonly struct SiLU : IActivation
{
    public static string Equation => "z / (1 + e^-z)";

    public static string DerivativeEquation => "s + z s (1 - s) with s = 1 / (1 + e^-z)";

    public static string Range => "[-0.27847, inf)";

    public static string UsedIn => "Deep convolutional networks";

    public static bool SlopeNeedsOnlyValue => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T z)
        where T : struct, IReal<T> => z * RealMath.Sigmoid(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T z, T y)
        where T : struct, IReal<T>
    {
        var sigmoid = RealMath.Sigmoid(z);
        return T.MultiplyAdd(z * sigmoid, T.Constant(1) - sigmoid, sigmoid);
    }
}
