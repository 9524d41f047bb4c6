using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>
/// The drivers' own libraries. ILGPU asks for libcuda.so and libOpenCL.so, which on Linux often only a developer's package
/// links to the versioned file that the driver brings.
/// </summary>
internal static class GpuLibraries
{
    public const string Cuda = "Cuda";
    public const string OpenCL = "OpenCL";

    /// <summary>Has ILGPU find the versioned files too. Before it looks for devices; again after they were closed.</summary>
    public static void Resolve()
    {
        var context = AssemblyLoadContext.GetLoadContext(typeof(Context).Assembly)!;
        context.ResolvingUnmanagedDll -= Versioned;
        context.ResolvingUnmanagedDll += Versioned;
    }

    /// <summary>Why there can be no device of this kind; null if its library is there.</summary>
    public static string? Problem(string kind)
    {
        var (name, what) = kind == Cuda
            ? (OperatingSystem.IsWindows() ? "nvcuda" : "cuda", "NVIDIA driver")
            : (OperatingSystem.IsWindows() ? "OpenCL.dll" : "OpenCL", "OpenCL driver");
        string tried = VersionedName(name) ?? name;
        if (NativeLibrary.TryLoad(tried, out nint library) || NativeLibrary.TryLoad(name, out library))
        {
            NativeLibrary.Free(library);
            return null;
        }

        return $"there is no {what} ({tried} was not found)";
    }

    private static nint Versioned(Assembly asking, string name) =>
        VersionedName(name) is { } versioned && NativeLibrary.TryLoad(versioned, out nint library) ? library : 0;

    private static string? VersionedName(string name) => !OperatingSystem.IsLinux() ? null : name switch
    {
        "cuda" => "libcuda.so.1",
        "OpenCL" => "libOpenCL.so.1",
        _ => null,
    };
}
