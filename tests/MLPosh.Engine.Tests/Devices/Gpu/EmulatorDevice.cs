using MLPosh.Devices.Gpu;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>ILGPU's emulator, for tests below plans.</summary>
internal static class EmulatorDevice
{
    public static GpuDescription Description { get; } = new(GpuDevices.Emulator, 0, "", 0, 1, null, null);

    public static GpuAccelerator Accelerator => GpuDevices.Accelerator(Description);
}
