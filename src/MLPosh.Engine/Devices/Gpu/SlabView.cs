using ILGPU;
using ILGPU.Runtime;

namespace MLPosh.Devices.Gpu;

/// <summary>Views by the slab that they lie in: a kernel cannot read views out of memory, but places.</summary>
internal static class SlabView
{
    /// <summary>The slab.</summary>
    public static MemoryBuffer SlabOf<T>(this ArrayView<T> view)
        where T : unmanaged => ((IArrayView)view).Buffer;

    /// <summary>Where a view begins in its slab, in what it is made of.</summary>
    public static int PlaceOf<T>(this ArrayView<T> view)
        where T : unmanaged => checked((int)((IContiguousArrayView)view).Index);

    /// <summary>All of a slab.</summary>
    public static ArrayView<T> All<T>(this MemoryBuffer slab)
        where T : unmanaged => new(slab, 0, slab.LengthInBytes / Interop.SizeOf<T>());
}
