using ILGPU;
using ILGPU.Util;

namespace MLPosh.Devices.Gpu;

/// <summary>
/// Numbers of one sample that a thread keeps in registers, as a type: ILGPU unrolls no loop, so what would be one goes down the
/// type. Places in shared memory are constants then, and no instruction is spent on them.
/// </summary>
internal interface IRegisterVector<T>
    where T : struct, IRegisterVector<T>
{
    static abstract int Count { get; }

    /// <summary>Numbers that lie side by side.</summary>
    static abstract T Load(ArrayView<float> numbers, long at);

    /// <summary>Adds the products with numbers that lie so far apart.</summary>
    static abstract float Dot(T vector, ArrayView<float> shared, int at, int step, float sum);

    /// <summary>A matrix, row by row, times a vector; the bias is added.</summary>
    static abstract T Linear<TInput>(ArrayView<float> shared, int weight, int bias, TInput input)
        where TInput : struct, IRegisterVector<TInput>;

    /// <summary>The matrix's transpose, whose rows are so long, times a vector.</summary>
    static abstract T Transposed<TOutput>(ArrayView<float> shared, int weight, int row, TOutput slope)
        where TOutput : struct, IRegisterVector<TOutput>;

    /// <summary>Number by number; see <see cref="IProductEpilogue"/>.</summary>
    static abstract T Map<TEpilogue>(T sums, T beside)
        where TEpilogue : struct, IProductEpilogue;

    /// <summary>sums + factor * vector.</summary>
    static abstract T AddScaled(T sums, float factor, T vector);

    /// <summary>The sum of a loss over all numbers.</summary>
    static abstract float Loss<TFunction>(T prediction, T target)
        where TFunction : struct, ILossFunction;

    /// <summary>The slopes of a loss.</summary>
    static abstract T LossSlope<TFunction>(T prediction, T target, float scale)
        where TFunction : struct, ILossFunction;

    /// <summary>The first of the largest predictions, and its target.</summary>
    static abstract RegisterBest Best(T prediction, T target);

    /// <summary>
    /// Adds to numbers so far apart, or takes their place. The place is in 64 bits, in which no carry is lost: what is added to it
    /// is then part of the instructions.
    /// </summary>
    static abstract void AddTo(T vector, ArrayView<float> shared, long at, int step, bool isFirst);
}

/// <summary>A prediction and its target.</summary>
internal readonly record struct RegisterBest(float Prediction, float Target);

/// <summary>One number.</summary>
internal struct RegisterOne : IRegisterVector<RegisterOne>
{
    public float Number;

    public static int Count => 1;

    public static RegisterOne Of(float number) => new() { Number = number };

    public static RegisterOne Load(ArrayView<float> numbers, long at) => Of(numbers[at]);

    public static float Dot(RegisterOne vector, ArrayView<float> shared, int at, int step, float sum) =>
        (vector.Number * shared[at]) + sum;

    public static RegisterOne Linear<TInput>(ArrayView<float> shared, int weight, int bias, TInput input)
        where TInput : struct, IRegisterVector<TInput> => Of(TInput.Dot(input, shared, weight, 1, shared[bias]));

    public static RegisterOne Transposed<TOutput>(ArrayView<float> shared, int weight, int row, TOutput slope)
        where TOutput : struct, IRegisterVector<TOutput> => Of(TOutput.Dot(slope, shared, weight, row, 0));

    public static RegisterOne Map<TEpilogue>(RegisterOne sums, RegisterOne beside)
        where TEpilogue : struct, IProductEpilogue => Of(TEpilogue.Of(sums.Number, beside.Number));

    public static RegisterOne AddScaled(RegisterOne sums, float factor, RegisterOne vector) =>
        Of((factor * vector.Number) + sums.Number);

    public static float Loss<TFunction>(RegisterOne prediction, RegisterOne target)
        where TFunction : struct, ILossFunction =>
        TFunction.Value(new Real32(prediction.Number), new Real32(target.Number)).Number;

    public static RegisterOne LossSlope<TFunction>(RegisterOne prediction, RegisterOne target, float scale)
        where TFunction : struct, ILossFunction =>
        Of(scale * TFunction.Slope(new Real32(prediction.Number), new Real32(target.Number)).Number);

    public static RegisterBest Best(RegisterOne prediction, RegisterOne target) => new(prediction.Number, target.Number);

    // What is there is read in any case, as a branch would cost more; it may be anything.
    public static void AddTo(RegisterOne vector, ArrayView<float> shared, long at, int step, bool isFirst) =>
        shared[at] = vector.Number + Utilities.Select(isFirst, 0f, shared[at]);
}

/// <summary>Some numbers, and more.</summary>
internal struct RegisterTwo<TA, TB> : IRegisterVector<RegisterTwo<TA, TB>>
    where TA : struct, IRegisterVector<TA>
    where TB : struct, IRegisterVector<TB>
{
    public TA A;
    public TB B;

    // ILGPU takes structures for the same whose numbers in a row are the same, however they are nested, and then reads the wrong
    // ones. Each kind ends with something else, which tells any two apart.
    public byte Mark;

    public static int Count => TA.Count + TB.Count;

    public static RegisterTwo<TA, TB> Of(TA a, TB b) => new() { A = a, B = b };

    public static RegisterTwo<TA, TB> Load(ArrayView<float> numbers, long at) =>
        Of(TA.Load(numbers, at), TB.Load(numbers, at + TA.Count));

    public static float Dot(RegisterTwo<TA, TB> vector, ArrayView<float> shared, int at, int step, float sum) =>
        TB.Dot(vector.B, shared, at + (TA.Count * step), step, TA.Dot(vector.A, shared, at, step, sum));

    public static RegisterTwo<TA, TB> Linear<TInput>(ArrayView<float> shared, int weight, int bias, TInput input)
        where TInput : struct, IRegisterVector<TInput> => Of(
        TA.Linear(shared, weight, bias, input),
        TB.Linear(shared, weight + (TA.Count * TInput.Count), bias + TA.Count, input));

    public static RegisterTwo<TA, TB> Transposed<TOutput>(ArrayView<float> shared, int weight, int row, TOutput slope)
        where TOutput : struct, IRegisterVector<TOutput> => Of(
        TA.Transposed(shared, weight, row, slope), TB.Transposed(shared, weight + TA.Count, row, slope));

    public static RegisterTwo<TA, TB> Map<TEpilogue>(RegisterTwo<TA, TB> sums, RegisterTwo<TA, TB> beside)
        where TEpilogue : struct, IProductEpilogue => Of(
        TA.Map<TEpilogue>(sums.A, beside.A), TB.Map<TEpilogue>(sums.B, beside.B));

    public static RegisterTwo<TA, TB> AddScaled(RegisterTwo<TA, TB> sums, float factor, RegisterTwo<TA, TB> vector) => Of(
        TA.AddScaled(sums.A, factor, vector.A), TB.AddScaled(sums.B, factor, vector.B));

    public static float Loss<TFunction>(RegisterTwo<TA, TB> prediction, RegisterTwo<TA, TB> target)
        where TFunction : struct, ILossFunction =>
        TA.Loss<TFunction>(prediction.A, target.A) + TB.Loss<TFunction>(prediction.B, target.B);

    public static RegisterTwo<TA, TB> LossSlope<TFunction>(RegisterTwo<TA, TB> prediction, RegisterTwo<TA, TB> target, float scale)
        where TFunction : struct, ILossFunction => Of(
        TA.LossSlope<TFunction>(prediction.A, target.A, scale), TB.LossSlope<TFunction>(prediction.B, target.B, scale));

    public static RegisterBest Best(RegisterTwo<TA, TB> prediction, RegisterTwo<TA, TB> target)
    {
        var (a, b) = (TA.Best(prediction.A, target.A), TB.Best(prediction.B, target.B));
        bool isB = b.Prediction > a.Prediction;
        return new(Utilities.Select(isB, b.Prediction, a.Prediction), Utilities.Select(isB, b.Target, a.Target));
    }

    public static void AddTo(RegisterTwo<TA, TB> vector, ArrayView<float> shared, long at, int step, bool isFirst)
    {
        TA.AddTo(vector.A, shared, at, step, isFirst);
        TB.AddTo(vector.B, shared, at + (TA.Count * step), step, isFirst);
    }
}
