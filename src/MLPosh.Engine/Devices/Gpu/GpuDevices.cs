using System.Runtime.CompilerServices;
using ILGPU.Runtime.CPU;

namespace MLPosh.Devices.Gpu;

/// <summary>
/// The GPUs of this machine, and for each that is used its one accelerator of this process. The only door to what knows
/// ILGPU: its members are not inlined, so that ILGPU is loaded when one is called and not before.
/// </summary>
internal static class GpuDevices
{
    /// <summary>ILGPU's own accelerator of threads: slow, and there on every machine. For tests.</summary>
    public const string Emulator = "Emulator";

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, GpuAccelerator> Open = [];
    private static GpuListing? _listing;

    /// <summary>All GPUs, also those that cannot be used.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IReadOnlyList<GpuDescription> List()
    {
        lock (Gate)
        {
            return (_listing ??= new GpuListing()).Descriptions;
        }
    }

    /// <summary>The accelerator of a device, made at its first use.</summary>
    /// <exception cref="MLPoshException">DeviceNotAvailable when its driver does not let it be used.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static GpuAccelerator Accelerator(GpuDescription device)
    {
        lock (Gate)
        {
            if (!Open.TryGetValue(device.Name, out var accelerator))
            {
                _listing ??= new GpuListing();
                var ilgpu = device.Kind == Emulator
                    ? NewEmulator()
                    : _listing.DeviceOf(device);
                Open.Add(device.Name, accelerator = new GpuAccelerator(device.Name, _listing.Context, ilgpu));
            }

            return accelerator;
        }
    }

    /// <summary>The <see cref="Emulator"/>, in groups of as few threads as a device may have.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static CPUDevice NewEmulator() => new(numThreadsPerWarp: 4, numWarpsPerMultiprocessor: 4, numMultiprocessors: 1);

    /// <summary>Binds a recording to a device.</summary>
    /// <exception cref="MLPoshException">DeviceNotAvailable, DeviceOutOfMemory, DeviceFailed.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Plan CreatePlan(GpuDescription device, Recording recording, int capacity, CancellationToken stop) =>
        new GpuPlan(Accelerator(device), recording, capacity, stop);

    /// <summary>How many kernels a device has compiled in this process, and how long that took.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static (int Kernels, TimeSpan Time) Compiled(GpuDescription device)
    {
        lock (Gate)
        {
            return Open.TryGetValue(device.Name, out var accelerator)
                ? (accelerator.CompiledKernels, accelerator.CompileTime)
                : default;
        }
    }

    /// <summary>What makes a device's large products in this process; null where that has not come up.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string? LargeProducts(GpuDescription device)
    {
        lock (Gate)
        {
            return Open.GetValueOrDefault(device.Name)?.LargeProducts;
        }
    }

    /// <summary>What has gone to a device and come from it in this process, in bytes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static long BytesMoved(GpuDescription device)
    {
        lock (Gate)
        {
            return Open.GetValueOrDefault(device.Name)?.BytesMoved ?? 0;
        }
    }

    /// <summary>
    /// Gives all accelerators back, as when the module is removed. Whatever still uses one ends with DeviceNotAvailable at
    /// its next step; devices can be opened again afterwards.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Close()
    {
        lock (Gate)
        {
            foreach (var accelerator in Open.Values)
            {
                accelerator.Dispose();
            }

            Open.Clear();
            _listing?.Dispose();
            _listing = null;
        }
    }
}
