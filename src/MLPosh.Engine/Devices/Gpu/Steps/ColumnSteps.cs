using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Some rows of one sample.</summary>
internal readonly struct GpuColumn(ArrayView<float> numbers, int first, int count, int stride) : IColumn<Real32>
{
    public int Count => count;

    public Real32 this[int row]
    {
        get => new(numbers[first + (row * stride)]);
        set => numbers[first + (row * stride)] = value.Number;
    }
}

/// <summary>Rows that are taken some at a time.</summary>
internal struct ColumnArguments
{
    /// <summary>Input of the way forward, output of the way back.</summary>
    public ArrayView<float> Source;

    /// <summary>Output of the way forward, gradient of the way back.</summary>
    public ArrayView<float> Target;

    public int Size;
    public int Stride;
    public int Count;
}

/// <summary>A kernel with a thread for each sample and group of rows.</summary>
internal sealed class ColumnStep(
    GpuAccelerator accelerator, GpuSizes sizes, int height, Action<ColumnArguments> kernel, ColumnArguments arguments) : GpuStep
{
    private readonly GpuKernel<ColumnArguments> _kernel = new(accelerator, kernel);
    private ColumnArguments _arguments = arguments with { Stride = sizes.Stride };

    public override void Queue(in GpuBatch batch)
    {
        _arguments.Count = batch.Count;
        _kernel.Launch(Elements.Config(sizes, height / _arguments.Size, batch.Count), _arguments);
    }
}

/// <summary>One way through a function of several rows at once.</summary>
internal static class ColumnKernel<TPass>
    where TPass : struct, IColumnPass
{
    public static void Run(ColumnArguments arguments)
    {
        int sample = Elements.Sample(arguments.Count);
        int first = (Elements.Row(arguments.Count) * arguments.Size * arguments.Stride) + sample;
        if (sample < arguments.Count)
        {
            TPass.Run<Real32, GpuColumn>(
                new GpuColumn(arguments.Source, first, arguments.Size, arguments.Stride),
                new GpuColumn(arguments.Target, first, arguments.Size, arguments.Stride));
        }
    }
}
