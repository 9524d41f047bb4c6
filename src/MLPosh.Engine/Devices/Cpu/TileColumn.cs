using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>Some rows of a register of samples.</summary>
internal readonly unsafe struct TileColumn<TLane, T>(T* start, int count, int width) : IColumn<TLane>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    public int Count => count;

    public TLane this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLane.Load(start + ((long)row * width));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => TLane.Store(start + ((long)row * width), value);
    }
}
