using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>Stores up to four registers of results, with what is done to them.</summary>
internal static unsafe class Finish
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T, TRegisters>(T* output, TLane a0, TLane a1, TLane a2, TLane a3)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TRegisters : unmanaged, ICount
    {
        int step = TLane.Count;
        TLane.Store(output, a0);
        if (sizeof(TRegisters) > 1)
        {
            TLane.Store(output + step, a1);
        }

        if (sizeof(TRegisters) > 2)
        {
            TLane.Store(output + (2 * step), a2);
        }

        if (sizeof(TRegisters) > 3)
        {
            TLane.Store(output + (3 * step), a3);
        }
    }

    /// <summary>Written out for each register where the epilogue is short.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InRegisters<TLane, T, TEpilogue, TRegisters>(
        T* output, T* aside, TLane a0, TLane a1, TLane a2, TLane a3)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue
        where TRegisters : unmanaged, ICount
    {
        if (!TEpilogue.IsShort)
        {
            Store<TLane, T, TRegisters>(output, a0, a1, a2, a3);
            InLoop<TLane, T, TEpilogue, TRegisters>(output, aside, 1, 0);
            return;
        }

        int step = TLane.Count;
        TLane.Store(output, TEpilogue.Apply(a0, aside));
        if (sizeof(TRegisters) > 1)
        {
            TLane.Store(output + step, TEpilogue.Apply(a1, aside + step));
        }

        if (sizeof(TRegisters) > 2)
        {
            TLane.Store(output + (2 * step), TEpilogue.Apply(a2, aside + (2 * step)));
        }

        if (sizeof(TRegisters) > 3)
        {
            TLane.Store(output + (3 * step), TEpilogue.Apply(a3, aside + (3 * step)));
        }
    }

    /// <summary>In a loop over what was just stored, and still is in the nearest cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InLoop<TLane, T, TEpilogue, TRegisters>(T* output, T* aside, int rows, nint stride)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue
        where TRegisters : unmanaged, ICount
    {
        if (typeof(TEpilogue) == typeof(Keep))
        {
            return;
        }

        for (int row = 0; row < rows; row++, output += stride, aside += stride)
        {
            for (int at = 0; at < sizeof(TRegisters) * TLane.Count; at += TLane.Count)
            {
                TLane.Store(output + at, TEpilogue.Apply(TLane.Load(output + at), aside + at));
            }
        }
    }
}
