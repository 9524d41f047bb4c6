using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace MLPosh.Devices.Gpu;

/// <summary>The errors of a device, as users read them.</summary>
/// <param name="name">The device's.</param>
internal sealed class GpuFaults(string name)
{
    // By its code: CUDA's texts are for people, and OpenCL's exceptions have none. Drivers of OpenCL often give memory only
    // at its first use, and then say that there are no resources.
    public static bool IsOutOfMemory(Exception e) => CodeOf(e) is "CUDA_ERROR_OUT_OF_MEMORY" or "CL_MEM_OBJECT_ALLOCATION_FAILURE"
        or "CL_OUT_OF_RESOURCES" or "CL_OUT_OF_HOST_MEMORY" or "CL_INVALID_BUFFER_SIZE";

    /// <summary>The device cannot be opened.</summary>
    public MLPoshException Unusable(string title, Exception e) => new(
        ErrorId.DeviceNotAvailable, $"The device {name} ({title}) cannot be used: {e.Message}", name);

    /// <summary>It was open.</summary>
    public MLPoshException Closed() => new(
        ErrorId.DeviceNotAvailable,
        $"The device {name} was closed, as the module was removed. The network keeps its last published parameters.",
        name);

    /// <summary>More is needed than is free.</summary>
    public MLPoshException OutOfMemory(long needed, long free) => OutOfMemory(
        FormattableString.Invariant($"{needed / 1048576.0:F1} MiB are needed and {free / 1048576.0:F1} MiB are free"));

    /// <summary>Whatever went wrong.</summary>
    public MLPoshException Explained(Exception e) => IsOutOfMemory(e)
        ? OutOfMemory($"its driver says {CodeOf(e)}")
        : new MLPoshException(
            ErrorId.DeviceFailed,
            $"The device {name} failed: {(CodeOf(e) is { } code ? $"its driver says {code}." : e.Message)} The network keeps its last published parameters.",
            name);

    private static string? CodeOf(Exception e) => e switch
    {
        CudaException cuda => cuda.Error,
        CLException openCL => openCL.Error.ToString(),
        _ => null,
    };

    private MLPoshException OutOfMemory(string why) => new(
        ErrorId.DeviceOutOfMemory,
        $"The device {name} has no room: {why}. The network is as it was; a smaller BatchSize or -Device Cpu needs less of it.",
        name);
}
