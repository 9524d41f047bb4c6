using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>f(z) = max(0, z), with slope 0 at 0 as in PyTorch.</summary>
internal readonly struct ReLU : IActivation
{
    public static string Equation => "max(0, z)";

    public static string DerivativeEquation => "1 if z > 0, else 0";

    public static string Range => "[0, inf)";

    public static string UsedIn => "Multi-layer and convolutional networks";

    public static bool SlopeNeedsOnlyValue => true;

    public static bool IsShort => true;

    public static bool SlopeIsGate => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T z)
        where T : struct, IReal<T> => T.AtLeast(T.Constant(0), z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T z, T y)
        where T : struct, IReal<T> => T.IfPositive(y, T.Constant(1), T.Constant(0));
}
