using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Rows that a function is applied to number by number.</summary>
internal struct ElementArguments
{
    public ArrayView<float> Input;
    public ArrayView<float> Output;
    public ArrayView<float> Gradient;
    public int Stride;
    public int Count;
}

/// <summary>A kernel with a thread for each number of some rows.</summary>
internal sealed class ElementStep(
    GpuAccelerator accelerator, GpuSizes sizes, int height, Action<ElementArguments> kernel, ElementArguments arguments) : GpuStep
{
    private readonly GpuKernel<ElementArguments> _kernel = new(accelerator, kernel);
    private ElementArguments _arguments = arguments with { Stride = sizes.Stride };

    public override void Queue(in GpuBatch batch)
    {
        _arguments.Count = batch.Count;
        _kernel.Launch(Elements.Config(sizes, height, batch.Count), _arguments);
    }
}

/// <summary>Threads that go over rows: groups of neighbouring samples, row after row along the first dimension of the grid.</summary>
internal static class Elements
{
    public static KernelConfig Config(GpuSizes sizes, int height, int count) =>
        new(checked(height * GpuSizes.Groups(count, sizes.Lanes)), sizes.Lanes);

    /// <summary>This thread's sample, which may lie beyond the batch.</summary>
    public static int Sample(int count) => (Grid.IdxX % GroupsPerRow(count) * Group.DimX) + Group.IdxX;

    /// <summary>This thread's row.</summary>
    public static int Row(int count) => Grid.IdxX / GroupsPerRow(count);

    private static int GroupsPerRow(int count) => (count + Group.DimX - 1) / Group.DimX;
}

/// <summary>Rows become 0.</summary>
internal static class ClearKernel
{
    public static void Run(ElementArguments arguments)
    {
        int sample = Elements.Sample(arguments.Count);
        if (sample < arguments.Count)
        {
            arguments.Output[(Elements.Row(arguments.Count) * arguments.Stride) + sample] = 0;
        }
    }
}

/// <summary>An activation of its own, not part of a product.</summary>
internal static class ActivateKernel<TFunction>
    where TFunction : struct, IActivationFunction
{
    public static void Forward(ElementArguments arguments)
    {
        int sample = Elements.Sample(arguments.Count);
        int at = (Elements.Row(arguments.Count) * arguments.Stride) + sample;
        if (sample < arguments.Count)
        {
            arguments.Output[at] = TFunction.Value(new Real32(arguments.Input[at])).Number;
        }
    }

    public static void Backward(ElementArguments arguments)
    {
        int sample = Elements.Sample(arguments.Count);
        int at = (Elements.Row(arguments.Count) * arguments.Stride) + sample;
        if (sample < arguments.Count)
        {
            arguments.Gradient[at] *=
                TFunction.Slope(new Real32(arguments.Input[at]), new Real32(arguments.Output[at])).Number;
        }
    }
}
