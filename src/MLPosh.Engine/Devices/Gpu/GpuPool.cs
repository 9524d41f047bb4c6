using ILGPU;
using ILGPU.Runtime;

namespace MLPosh.Devices.Gpu;

/// <summary>A piece of the device's memory.</summary>
/// <param name="Buffer">Which it lies in.</param>
/// <param name="Offset">Where it begins there, in bytes: a multiple of 256.</param>
/// <param name="Size">Its bytes.</param>
internal readonly record struct GpuBlock(MemoryBuffer Buffer, long Offset, long Size);

/// <summary>
/// Memory of a device, of which small pieces lie together in slabs: the driver takes long, and CUDA's waits for all that runs
/// before it takes memory back. What is given back waits for who needs that size next. Only inside a call of the accelerator.
/// </summary>
internal sealed class GpuPool(GpuAccelerator accelerator)
{
    private const long SlabSize = 32 << 20;
    private const long MostInSlab = 2 << 20;
    private const long Least = 256;

    private readonly Dictionary<long, Stack<GpuBlock>> _free = [];
    private readonly List<MemoryBuffer> _buffers = [];
    private MemoryBuffer? _slab;
    private long _used;
    private int _taken;

    /// <summary>A block of at least so many bytes, whatever is in it.</summary>
    /// <exception cref="MLPoshException">DeviceOutOfMemory, with what is needed and what is free.</exception>
    public GpuBlock Take(long bytes)
    {
        long size = SizeFor(bytes);
        var block = _free.TryGetValue(size, out var free) && free.TryPop(out var known) ? known : New(size);
        _taken++;
        return block;
    }

    /// <summary>Nothing on the device uses it any more.</summary>
    public void Return(GpuBlock block)
    {
        if (!_free.TryGetValue(block.Size, out var free))
        {
            _free.Add(block.Size, free = []);
        }

        free.Push(block);
        if (--_taken == 0)
        {
            DropAll();
        }
    }

    // Few sizes, so that what is given back suits the next: powers of two, and whole slabs' parts beyond.
    private static long SizeFor(long bytes)
    {
        if (bytes > MostInSlab)
        {
            return (bytes + MostInSlab - 1) / MostInSlab * MostInSlab;
        }

        long size = Least;
        while (size < bytes)
        {
            size *= 2;
        }

        return size;
    }

    private GpuBlock New(long size)
    {
        if (size <= MostInSlab && HasSlabFor(size))
        {
            _used += size;
            return new GpuBlock(_slab!, _used - size, size);
        }

        // A block of its own, or the last that there is room for.
        if (size > accelerator.FreeMemory)
        {
            DropUnused();
        }

        long free = accelerator.FreeMemory;
        return size > free
            ? throw accelerator.Faults.OutOfMemory(size, free)
            : new GpuBlock(Allocate(size), 0, size);
    }

    private bool HasSlabFor(long size)
    {
        if (_slab is null || _used + size > _slab.LengthInBytes)
        {
            if (accelerator.FreeMemory < SlabSize)
            {
                return false;
            }

            _slab = Allocate(SlabSize);
            _used = 0;
        }

        return true;
    }

    private MemoryBuffer1D<byte, Stride1D.Dense> Allocate(long size)
    {
        try
        {
            var buffer = accelerator.Native.Allocate1D<byte>(size);
            _buffers.Add(buffer);
            return buffer;
        }
        catch (AcceleratorException e) when (GpuFaults.IsOutOfMemory(e))
        {
            throw accelerator.Faults.OutOfMemory(size, accelerator.FreeMemory);
        }
    }

    // One slab is kept for who comes next.
    private void DropAll()
    {
        foreach (var buffer in _buffers.Where(buffer => buffer != _slab))
        {
            buffer.Dispose();
        }

        _buffers.RemoveAll(buffer => buffer != _slab);
        _free.Clear();
        _used = 0;
    }

    // Blocks that have a buffer to themselves; those in slabs are small.
    private void DropUnused()
    {
        foreach (long size in _free.Keys.Where(size => size > MostInSlab).ToArray())
        {
            foreach (var block in _free[size])
            {
                _buffers.Remove(block.Buffer);
                block.Buffer.Dispose();
            }

            _free.Remove(size);
        }
    }
}
