using MLPosh.Devices;

namespace MLPosh;

/// <summary>An element-wise activation: what devices compute, and what people read about it.</summary>
internal interface IActivation : IActivationFunction
{
    /// <summary>f(z) as text.</summary>
    static abstract string Equation { get; }

    /// <summary>f'(z) as text.</summary>
    static abstract string DerivativeEquation { get; }

    /// <summary>The values that it takes, as text.</summary>
    static abstract string Range { get; }

    /// <summary>The models that it is known from.</summary>
    static abstract string UsedIn { get; }

    /// <summary>The value that parts two classes where it is the only output.</summary>
    static virtual double Middle => 0;
}
