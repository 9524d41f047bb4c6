using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace MLPosh.Devices.Gpu;

/// <summary>Blocks of a device's memory that are given back together.</summary>
internal sealed class GpuBlocks(GpuAccelerator accelerator) : IDisposable
{
    private readonly List<GpuBlock> _blocks = [];

    /// <summary>Room for numbers; all of them 0.</summary>
    /// <exception cref="MLPoshException">DeviceOutOfMemory.</exception>
    public ArrayView<T> New<T>(long count)
        where T : unmanaged
    {
        var view = Take<T>(Math.Max(count, 1));
        view.MemSetToZero(accelerator.Stream);
        return view.SubView(0, count);
    }

    /// <summary>Room for numbers, at least one, that are all written before they are read.</summary>
    /// <exception cref="MLPoshException">DeviceOutOfMemory.</exception>
    public ArrayView<T> Take<T>(long count)
        where T : unmanaged
    {
        // A view begins at a multiple of what it is made of: where that is no power of two, the block has to be larger.
        int size = Interop.SizeOf<T>(), spare = BitOperations.IsPow2(size) ? 0 : size - 1;
        var block = accelerator.Pool.Take((count * size) + spare);
        _blocks.Add(block);
        return new ArrayView<T>(block.Buffer, (block.Offset + size - 1) / size, count);
    }

    public void Dispose()
    {
        _blocks.ForEach(accelerator.Pool.Return);
        _blocks.Clear();
    }
}
