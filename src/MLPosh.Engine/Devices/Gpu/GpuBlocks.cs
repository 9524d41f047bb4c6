using ILGPU;
using ILGPU.Runtime;
using MLPosh.Devices.Cpu;

namespace MLPosh.Devices.Gpu;

/// <summary>Blocks of a device's memory that are given back together.</summary>
internal sealed class GpuBlocks(GpuAccelerator accelerator) : IDisposable
{
    private readonly List<MemoryBuffer> _buffers = [];

    /// <summary>Room for numbers; all of them 0.</summary>
    /// <exception cref="MLPoshException">DeviceOutOfMemory.</exception>
    public ArrayView<T> New<T>(long count)
        where T : unmanaged
    {
        var buffer = accelerator.Allocate<T>(count);
        _buffers.Add(buffer);
        return buffer.View.BaseView.SubView(0, count);
    }

    public void Dispose()
    {
        foreach (var buffer in _buffers)
        {
            buffer.Dispose();
        }

        _buffers.Clear();
    }
}

/// <summary>Numbers from the engine's double precision to the device's single one, and back.</summary>
internal static unsafe class GpuTransfer
{
    // What is converted at once.
    private const int Most = 1 << 20;

    public static void Write(ReadOnlySpan<double> source, ArrayView<float> target)
    {
        var chunk = new float[Math.Min(Most, source.Length)];
        for (int first = 0; first < source.Length; first += chunk.Length)
        {
            int count = Math.Min(chunk.Length, source.Length - first);
            fixed (float* numbers = chunk)
            {
                SampleTransfer.Convert(source.Slice(first, count), numbers);
            }

            target.SubView(first, count).CopyFromCPU(ref chunk[0], count);
        }
    }

    public static void Read(ArrayView<float> source, Span<double> target)
    {
        var chunk = new float[Math.Min(Most, target.Length)];
        for (int first = 0; first < target.Length; first += chunk.Length)
        {
            int count = Math.Min(chunk.Length, target.Length - first);
            source.SubView(first, count).CopyToCPU(ref chunk[0], count);
            fixed (float* numbers = chunk)
            {
                SampleTransfer.Copy(numbers, target.Slice(first, count));
            }
        }
    }
}
