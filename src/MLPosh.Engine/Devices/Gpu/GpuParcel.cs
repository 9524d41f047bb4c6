using System.Runtime.InteropServices;
using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Several things that go to the device in one transfer. Only inside a call of the accelerator.</summary>
internal sealed class GpuParcel
{
    private readonly ArrayView<byte> _room;
    private readonly long _first;
    private readonly byte[] _bytes;
    private long _end;

    /// <param name="blocks">Where it is kept.</param>
    /// <param name="size">Bytes of all things, <see cref="SizeOf{T}"/> each.</param>
    public GpuParcel(GpuBlocks blocks, long size)
    {
        _room = blocks.Take<byte>(size);
        _first = _end = ((IContiguousArrayView)_room).IndexInBytes;
        _bytes = new byte[size];
    }

    /// <summary>Bytes that things take at most: each begins at a multiple of its own size, and there is one at least.</summary>
    public static long SizeOf<T>(List<T> things)
        where T : unmanaged => (Math.Max(things.Count, 1) + 1L) * Interop.SizeOf<T>();

    /// <summary>Puts things in.</summary>
    /// <returns>Where they will be.</returns>
    public ArrayView<T> Put<T>(List<T> things)
        where T : unmanaged
    {
        int size = Interop.SizeOf<T>(), count = Math.Max(things.Count, 1);
        long index = (_end + size - 1) / size;
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(things)).CopyTo(_bytes.AsSpan((int)((index * size) - _first)));
        _end = (index + count) * size;
        return new ArrayView<T>(_room.SlabOf(), index, count);
    }

    public void Send(GpuAccelerator accelerator) => GpuTransfer.Write<byte>(accelerator, _bytes.AsSpan(0, (int)(_end - _first)), _room);
}
