using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>The loss of a sample of a network in shared memory, and its slope.</summary>
internal interface IResidentLoss
{
    /// <summary>The loss; the slopes, not divided by anything, go to their rows.</summary>
    static abstract float Of(ArrayView<float> shared, in ResidentLayout layout, int sample);
}

/// <summary>A loss element by element.</summary>
internal readonly struct ResidentLoss<TFunction> : IResidentLoss
    where TFunction : struct, ILossFunction
{
    public static float Of(ArrayView<float> shared, in ResidentLayout layout, int sample)
    {
        float sum = 0;
        for (int row = 0; row < layout.OutputHeight; row++)
        {
            int place = (row * layout.Stride) + sample;
            var (prediction, target) =
                (new Real32(shared[layout.Prediction + place]), new Real32(shared[layout.Targets + place]));
            sum += TFunction.Value(prediction, target).Number;
            shared[layout.Slope + place] = TFunction.Slope(prediction, target).Number;
        }

        return sum;
    }
}

/// <summary>A loss of all outputs of a sample together.</summary>
internal readonly struct ResidentColumnLoss<TFunction> : IResidentLoss
    where TFunction : struct, IColumnLossFunction
{
    public static float Of(ArrayView<float> shared, in ResidentLayout layout, int sample) =>
        TFunction.Evaluate<Real32, GpuColumn>(
            new GpuColumn(shared, layout.Prediction + sample, layout.OutputHeight, layout.Stride),
            new GpuColumn(shared, layout.Targets + sample, layout.OutputHeight, layout.Stride),
            new GpuColumn(shared, layout.Slope + sample, layout.OutputHeight, layout.Stride)).Number;
}
