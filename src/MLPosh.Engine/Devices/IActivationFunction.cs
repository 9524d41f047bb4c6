namespace MLPosh.Devices;

/// <summary>An element-wise function with its derivative. Implementations are empty structs, so devices can inline them.</summary>
internal interface IActivationFunction
{
    /// <summary>Whether the slope can be told from the value alone, so that the input need not be kept for the way back.</summary>
    static abstract bool SlopeNeedsOnlyValue { get; }

    /// <summary>Whether value and slope take so few operations that a device does well to write them out several times.</summary>
    static virtual bool IsShort => false;

    /// <summary>Whether f' is 1 where y is above 0 and 0 elsewhere: a gradient then passes or not, and need not be multiplied.</summary>
    static virtual bool SlopeIsGate => false;

    /// <summary>y = f(<paramref name="z"/>).</summary>
    static abstract T Value<T>(T z)
        where T : struct, IReal<T>;

    /// <summary>f'(<paramref name="z"/>), where <paramref name="y"/> = f(z). <paramref name="z"/> is arbitrary if <see cref="SlopeNeedsOnlyValue"/>.</summary>
    static abstract T Slope<T>(T z, T y)
        where T : struct, IReal<T>;
}

/// <summary>What a device builds for an activation, given its type.</summary>
internal interface IActivationVisitor<out TResult>
{
    TResult Visit<TFunction>()
        where TFunction : struct, IActivationFunction;
}

/// <summary>An activation of which only a device needs to know the type.</summary>
internal interface IActivationHandle
{
    bool SlopeNeedsOnlyValue { get; }

    TResult Accept<TResult>(IActivationVisitor<TResult> visitor);
}
