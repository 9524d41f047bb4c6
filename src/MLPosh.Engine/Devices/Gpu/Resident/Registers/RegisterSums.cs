using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>The gradient of a weight that a thread adds up over its samples, row by row, in registers.</summary>
internal interface IRegisterSums<T, TOutput, TInput>
    where T : struct, IRegisterSums<T, TOutput, TInput>
    where TOutput : struct, IRegisterVector<TOutput>
    where TInput : struct, IRegisterVector<TInput>
{
    /// <summary>Adds the product of a slope and an input.</summary>
    static abstract T Add(T sums, TOutput slope, TInput input);

    /// <inheritdoc cref="IRegisterVector{T}.AddTo"/>
    static abstract void AddTo(T sums, ArrayView<float> shared, long at, int step, bool isFirst);
}

/// <summary>Of one output.</summary>
internal struct RegisterRow<TInput> : IRegisterSums<RegisterRow<TInput>, RegisterOne, TInput>
    where TInput : struct, IRegisterVector<TInput>
{
    public TInput Row;

    // As that of RegisterTwo.
    public short Mark;

    public static RegisterRow<TInput> Add(RegisterRow<TInput> sums, RegisterOne slope, TInput input) =>
        new() { Row = TInput.AddScaled(sums.Row, slope.Number, input) };

    public static void AddTo(RegisterRow<TInput> sums, ArrayView<float> shared, long at, int step, bool isFirst) =>
        TInput.AddTo(sums.Row, shared, at, step, isFirst);
}

/// <summary>Of some outputs, and more.</summary>
internal struct RegisterRows<TTop, TA, TBottom, TB, TInput>
    : IRegisterSums<RegisterRows<TTop, TA, TBottom, TB, TInput>, RegisterTwo<TA, TB>, TInput>
    where TTop : struct, IRegisterSums<TTop, TA, TInput>
    where TA : struct, IRegisterVector<TA>
    where TBottom : struct, IRegisterSums<TBottom, TB, TInput>
    where TB : struct, IRegisterVector<TB>
    where TInput : struct, IRegisterVector<TInput>
{
    public TTop Top;
    public TBottom Bottom;

    // As that of RegisterTwo.
    public long Mark;

    public static RegisterRows<TTop, TA, TBottom, TB, TInput> Add(
        RegisterRows<TTop, TA, TBottom, TB, TInput> sums, RegisterTwo<TA, TB> slope, TInput input) => new()
        {
            Top = TTop.Add(sums.Top, slope.A, input),
            Bottom = TBottom.Add(sums.Bottom, slope.B, input),
        };

    public static void AddTo(
        RegisterRows<TTop, TA, TBottom, TB, TInput> sums, ArrayView<float> shared, long at, int step, bool isFirst)
    {
        TTop.AddTo(sums.Top, shared, at, step, isFirst);
        TBottom.AddTo(sums.Bottom, shared, at + (TA.Count * TInput.Count * step), step, isFirst);
    }
}
