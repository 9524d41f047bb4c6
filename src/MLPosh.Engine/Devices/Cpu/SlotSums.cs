using System.Runtime.InteropServices;

namespace MLPosh.Devices.Cpu;

/// <summary>What a slot adds up, on cache lines of its own: its neighbours belong to other threads.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct SlotSums
{
    [FieldOffset(0)]
    public double Loss;

    [FieldOffset(8)]
    public double Penalty;

    [FieldOffset(16)]
    public int Hits;
}
