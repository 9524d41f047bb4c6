namespace MLPosh.Devices;

/// <summary>
/// The real numbers that functions are written in. A device implements it for its own kind of number (a scalar, a SIMD
/// register of samples, a GPU scalar), so each function is written once and runs everywhere.
/// </summary>
/// <typeparam name="T">The implementing number.</typeparam>
internal interface IReal<T>
    where T : struct, IReal<T>
{
    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator *(T left, T right);

    static abstract T operator /(T left, T right);

    static abstract T operator -(T value);

    /// <summary>The number <paramref name="value"/>, rounded to this precision.</summary>
    static abstract T Constant(double value);

    /// <summary><paramref name="a"/> * <paramref name="b"/> + <paramref name="c"/>, rounded once where the hardware can.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    static abstract T Abs(T value);

    /// <summary>-1, 0 or 1; NaN stays NaN.</summary>
    static abstract T Sign(T value);

    /// <summary>The larger of both; NaN in <paramref name="value"/> stays NaN, so that a diverged network shows it.</summary>
    static abstract T AtLeast(T floor, T value);

    /// <summary><paramref name="then"/> where <paramref name="condition"/> is above zero, else <paramref name="otherwise"/>.</summary>
    static abstract T IfPositive(T condition, T then, T otherwise);

    static abstract T Exp(T value);

    /// <summary>Natural logarithm.</summary>
    static abstract T Log(T value);

    static abstract T Tanh(T value);

    static abstract T Sqrt(T value);
}
