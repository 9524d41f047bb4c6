using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>f(z) = z above 0, 0.01 z below.</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html.</remarks>
internal readonly struct LeakyReLU : IActivation
{
    private const double NegativeSlope = 0.01;

    public static string Equation => "z if z > 0, else 0.01 z";

    public static string DerivativeEquation => "1 if z > 0, else 0.01";

    public static string Range => "(-inf, inf)";

    public static string UsedIn => "Deep networks whose ReLU units would die";

    public static bool SlopeNeedsOnlyValue => true;

    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T z)
        where T : struct, IReal<T> =>
        T.IfPositive(z, z, T.Constant(NegativeSlope) * z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T z, T y)
        where T : struct, IReal<T> =>
        T.IfPositive(y, T.Constant(1), T.Constant(NegativeSlope));
}
