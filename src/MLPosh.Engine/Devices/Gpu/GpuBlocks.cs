using ILGPU;
using ILGPU.Runtime;

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
