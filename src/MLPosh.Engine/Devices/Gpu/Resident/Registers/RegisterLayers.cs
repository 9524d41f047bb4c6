using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>The layers of a network from one on, and the loss behind them.</summary>
/// <typeparam name="T">The implementing layers.</typeparam>
/// <typeparam name="TInput">Their input.</typeparam>
/// <typeparam name="TTarget">Of the loss.</typeparam>
/// <typeparam name="TSums">The gradients of their parameters, and the loss.</typeparam>
internal interface IRegisterLayers<T, TInput, TTarget, TSums>
    where T : struct, IRegisterLayers<T, TInput, TTarget, TSums>
    where TInput : struct, IRegisterVector<TInput>
    where TTarget : struct, IRegisterVector<TTarget>
    where TSums : struct
{
    /// <summary>Forward and back for one sample.</summary>
    /// <param name="shared">The parameters.</param>
    /// <param name="at">Where those of these layers begin.</param>
    /// <param name="input">Of the sample.</param>
    /// <param name="target">Of the sample.</param>
    /// <param name="scale">What the loss's slope is multiplied by.</param>
    /// <param name="layout">Says what is a hit.</param>
    /// <param name="sums">Of the samples before.</param>
    static abstract RegisterPass<TInput, TSums> Run(
        ArrayView<float> shared, int at, TInput input, TTarget target, float scale, in ResidentLayout layout, TSums sums);

    /// <summary>Adds what was summed up to numbers so far apart, in the order of the parameters; behind them loss and hits.</summary>
    static abstract void AddTo(TSums sums, ArrayView<float> shared, long at, int step, bool isFirst);
}

/// <summary>What a sample came to: the gradient by its input, and the sums with it.</summary>
internal struct RegisterPass<TInput, TSums>
{
    public TInput Gradient;
    public TSums Sums;

    // As that of RegisterTwo.
    public double Mark;
}

/// <summary>Sums of a layer, and of those behind it.</summary>
internal struct RegisterLayerSums<TWeights, TOutput, TRest>
{
    public TWeights Weights;
    public TOutput Biases;
    public TRest Rest;

    // As that of RegisterTwo.
    public int Mark;
}

/// <summary>A linear layer and its activation, and the layers behind it.</summary>
internal readonly struct RegisterLayer<TInput, TOutput, TWeights, TEpilogue, TSlope, TTarget, TRest, TRestSums>
    : IRegisterLayers<
        RegisterLayer<TInput, TOutput, TWeights, TEpilogue, TSlope, TTarget, TRest, TRestSums>,
        TInput,
        TTarget,
        RegisterLayerSums<TWeights, TOutput, TRestSums>>
    where TInput : struct, IRegisterVector<TInput>
    where TOutput : struct, IRegisterVector<TOutput>
    where TWeights : struct, IRegisterSums<TWeights, TOutput, TInput>
    where TEpilogue : struct, IProductEpilogue
    where TSlope : struct, IProductEpilogue
    where TTarget : struct, IRegisterVector<TTarget>
    where TRest : struct, IRegisterLayers<TRest, TOutput, TTarget, TRestSums>
    where TRestSums : struct
{
    private static int WeightCount => TInput.Count * TOutput.Count;

    private static int Count => WeightCount + TOutput.Count;

    public static RegisterPass<TInput, RegisterLayerSums<TWeights, TOutput, TRestSums>> Run(
        ArrayView<float> shared,
        int at,
        TInput input,
        TTarget target,
        float scale,
        in ResidentLayout layout,
        RegisterLayerSums<TWeights, TOutput, TRestSums> sums)
    {
        var linear = TOutput.Linear(shared, at, at + WeightCount, input);
        var output = TOutput.Map<TEpilogue>(linear, linear);
        var rest = TRest.Run(shared, at + Count, output, target, scale, layout, sums.Rest);
        var slope = TOutput.Map<TSlope>(rest.Gradient, output);
        return new()
        {
            Gradient = TInput.Transposed(shared, at, TInput.Count, slope),
            Sums = new()
            {
                Weights = TWeights.Add(sums.Weights, slope, input),
                Biases = TOutput.AddScaled(sums.Biases, 1, slope),
                Rest = rest.Sums,
            },
        };
    }

    public static void AddTo(
        RegisterLayerSums<TWeights, TOutput, TRestSums> sums, ArrayView<float> shared, long at, int step, bool isFirst)
    {
        TWeights.AddTo(sums.Weights, shared, at, step, isFirst);
        TOutput.AddTo(sums.Biases, shared, at + (WeightCount * step), step, isFirst);
        TRest.AddTo(sums.Rest, shared, at + (Count * step), step, isFirst);
    }
}

/// <summary>The sums behind the last layer.</summary>
internal struct RegisterLossSums
{
    public float Loss;
    public float Hits;
}

/// <summary>The loss.</summary>
internal readonly struct RegisterLoss<TFunction, TOutput>
    : IRegisterLayers<RegisterLoss<TFunction, TOutput>, TOutput, TOutput, RegisterLossSums>
    where TFunction : struct, ILossFunction
    where TOutput : struct, IRegisterVector<TOutput>
{
    public static RegisterPass<TOutput, RegisterLossSums> Run(
        ArrayView<float> shared, int at, TOutput input, TOutput target, float scale, in ResidentLayout layout, RegisterLossSums sums)
    {
        var best = TOutput.Best(input, target);
        return new()
        {
            Gradient = TOutput.LossSlope<TFunction>(input, target, scale),
            Sums = new()
            {
                Loss = sums.Loss + TOutput.Loss<TFunction>(input, target),
                Hits = sums.Hits + LossKernels.Hit(
                    best.Prediction, best.Target, layout.HasOneOutput, layout.OutputMiddle, layout.TargetMiddle),
            },
        };
    }

    public static void AddTo(RegisterLossSums sums, ArrayView<float> shared, long at, int step, bool isFirst)
    {
        RegisterOne.AddTo(RegisterOne.Of(sums.Loss), shared, at, step, isFirst);
        RegisterOne.AddTo(RegisterOne.Of(sums.Hits), shared, at + step, step, isFirst);
    }
}
