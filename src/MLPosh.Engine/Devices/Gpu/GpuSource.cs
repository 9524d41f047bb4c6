using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>
/// A dataset on the device, sample-major as it is; targets are encoded there to one number an output. Plans that read the same
/// one, as those of a sweep do, share it.
/// </summary>
internal sealed class GpuSource : IGpuShared
{
    private readonly SampleSource _source;
    private readonly int _outputs;
    private readonly GpuBlocks _blocks;

    /// <param name="accelerator">The device.</param>
    /// <param name="source">The samples.</param>
    /// <param name="outputs">Numbers that the network gives a sample.</param>
    /// <exception cref="MLPoshException">DeviceOutOfMemory.</exception>
    public GpuSource(GpuAccelerator accelerator, SampleSource source, int outputs)
    {
        _source = source;
        _outputs = outputs;
        _blocks = new GpuBlocks(accelerator);
        try
        {
            X = _blocks.New<float>(source.X.Length);
            GpuTransfer.Write(accelerator, source.X.Span, X);
            if (source.YWidth > 0)
            {
                Y = _blocks.New<float>((long)source.Count * outputs);
                GpuTransfer.Write(accelerator, Encoded(source, outputs), Y);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int Count => _source.Count;

    /// <summary>XWidth numbers a sample.</summary>
    public ArrayView<float> X { get; }

    /// <summary>A number an output and sample; none without targets.</summary>
    public ArrayView<float> Y { get; }

    /// <summary>Plans that read it.</summary>
    public int Users { get; set; }

    /// <summary>Whether this is what a source would come to.</summary>
    public bool IsOf(SampleSource source, int outputs) => _source.Equals(source) && _outputs == outputs;

    public void Dispose() => _blocks.Dispose();

    private static double[] Encoded(SampleSource source, int outputs)
    {
        var y = source.Y.Span;
        var encoded = new double[checked(source.Count * outputs)];
        for (int s = 0; s < source.Count; s++)
        {
            for (int target = 0; target < outputs; target++)
            {
                encoded[(s * outputs) + target] = source.Encoding switch
                {
                    TargetEncoding.OneHot => target == (int)y[s] ? 1 : 0,
                    TargetEncoding.Signs => (2 * y[s]) - 1,
                    _ => y[(s * source.YWidth) + target],
                };
            }
        }

        return encoded;
    }
}
