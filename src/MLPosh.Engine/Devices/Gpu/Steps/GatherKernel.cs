using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Samples of a dataset and the rows that they become.</summary>
internal struct GatherArguments
{
    /// <summary>Sample-major, <see cref="Height"/> numbers each.</summary>
    public ArrayView<float> Source;

    /// <summary>Which samples.</summary>
    public ArrayView<int> Indices;

    public ArrayView<float> Rows;
    public int Height;
    public int Stride;
    public int Count;
}

/// <summary>Takes a batch's samples out of a dataset, to one row a feature.</summary>
internal static class GatherKernel
{
    public static void Run(GatherArguments arguments)
    {
        int sample = Elements.Sample(arguments.Count), row = Elements.Row(arguments.Count);
        if (sample < arguments.Count)
        {
            arguments.Rows[(row * arguments.Stride) + sample] =
                arguments.Source[((long)arguments.Indices[sample] * arguments.Height) + row];
        }
    }
}
