using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>f(z) = z / (1 + |z|).</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.Softsign.html.</remarks>
internal readonly struct Softsign : IActivation
{
    public static string Equation => "z / (1 + |z|)";

    public static string DerivativeEquation => "1 / (1 + |z|)^2";

    public static string Range => "(-1, 1)";

    public static string UsedIn => "Multi-layer networks, in place of Tanh";

    public static bool SlopeNeedsOnlyValue => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T z)
        where T : struct, IReal<T> => z / (T.Constant(1) + T.Abs(z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T z, T y)
        where T : struct, IReal<T>
    {
        var root = T.Constant(1) - T.Abs(y);
        return root * root;
    }
}
