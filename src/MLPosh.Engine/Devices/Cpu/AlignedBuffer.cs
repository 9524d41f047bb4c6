using System.Runtime.InteropServices;

namespace MLPosh.Devices.Cpu;

/// <summary>One zeroed allocation that all buffers of a plan are cut from, each starting on a cache line.</summary>
internal sealed unsafe class AlignedBuffer<T> : IDisposable
    where T : unmanaged
{
    private const int Alignment = 64;

    // The collector is told of large ones only: for many small ones, which are given back at once, it would begin to collect.
    private const long LeastToTell = 1024 * 1024;
    private readonly void* _allocated;
    private T* _start;
    private T* _next;

    public AlignedBuffer(long length)
    {
        nuint bytes = checked((nuint)length * (nuint)sizeof(T));
        // From the system's zeroed pages, which take memory when they are first written to: a thread that never comes has none.
        _allocated = NativeMemory.AllocZeroed(bytes + Alignment);
        _start = _next = (T*)(((nuint)_allocated + Alignment - 1) & ~(nuint)(Alignment - 1));
        Told = (long)bytes >= LeastToTell ? (long)bytes : 0;
        if (Told > 0)
        {
            GC.AddMemoryPressure(Told);
        }
    }

    ~AlignedBuffer() => Dispose();

    private long Told { get; }

    /// <summary>The room that <paramref name="length"/> elements take, up to the next cache line.</summary>
    public static long Padded(long length)
    {
        int line = Alignment / sizeof(T);
        return (length + line - 1) / line * line;
    }

    /// <summary>The next <paramref name="length"/> elements.</summary>
    public T* Cut(long length)
    {
        var cut = _next;
        _next += Padded(length);
        return cut;
    }

    public void Dispose()
    {
        if (_start != null)
        {
            NativeMemory.Free(_allocated);
            if (Told > 0)
            {
                GC.RemoveMemoryPressure(Told);
            }

            _start = _next = null;
        }

        GC.SuppressFinalize(this);
    }
}
