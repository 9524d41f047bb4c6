using System.Runtime.InteropServices;

namespace MLPosh.Devices.Cpu;

/// <summary>
/// A small number as a type: its size in bytes. That is a constant to the JIT before it begins to inline, which a property
/// is not, so that what depends on it costs nothing of what may be inlined.
/// </summary>
internal interface ICount;

[StructLayout(LayoutKind.Sequential, Size = 1)]
internal readonly struct One : ICount;

[StructLayout(LayoutKind.Sequential, Size = 2)]
internal readonly struct Two : ICount;

[StructLayout(LayoutKind.Sequential, Size = 3)]
internal readonly struct Three : ICount;

[StructLayout(LayoutKind.Sequential, Size = 4)]
internal readonly struct Four : ICount;

[StructLayout(LayoutKind.Sequential, Size = 6)]
internal readonly struct Six : ICount;
