using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>f(z) = z Φ(z), with Φ the normal distribution function.</summary>
/// <remarks>Source: Hendrycks and Gimpel, 2016; https://pytorch.org/docs/stable/generated/torch.nn.GELU.html (the erf form).</remarks>
internal readonly struct GELU : IActivation
{
    private const double RootHalf = 0.70710678118654752440;

    // The normal density at 0.
    private const double Density0 = 0.39894228040143267794;

    public static string Equation => "z (1 + erf(z / sqrt 2)) / 2";

    public static string DerivativeEquation => "Phi(z) + z phi(z)";

    public static string Range => "[-0.16998, inf)";

    public static string UsedIn => "Transformers";

    public static bool SlopeNeedsOnlyValue => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T z)
        where T : struct, IReal<T> => z * Distribution(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T z, T y)
        where T : struct, IReal<T> =>
        T.MultiplyAdd(z * T.Constant(Density0), T.Exp(T.Constant(-0.5) * z * z), Distribution(z));

    // By erfc, not 1 + erf: below -4 all digits of the sum would cancel.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Distribution<T>(T z)
        where T : struct, IReal<T> => T.Constant(0.5) * RealMath.Erfc(T.Constant(-RootHalf) * z);
}
