using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>f(z) = ln(1 + e^z), a smooth ReLU.</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.Softplus.html; PyTorch takes z itself above 20, which differs by 2e-9.</remarks>
internal readonly struct Softplus : IActivation
{
    public static string Equation => "ln(1 + e^z)";

    public static string DerivativeEquation => "1 / (1 + e^-z)";

    public static string Range => "(0, inf)";

    public static string UsedIn => "Outputs that must be positive";

    public static bool SlopeNeedsOnlyValue => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T z)
        where T : struct, IReal<T> => RealMath.Softplus(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T z, T y)
        where T : struct, IReal<T> => T.Constant(1) - T.Exp(-y);
}
