using MLPosh.Devices.Gpu;

namespace MLPosh.Engine.Tests.Devices.OpenCL;

/// <summary>The OpenCL device that tests run on: this machine's, or PoCL's in the root that tests/opencl/run.sh makes.</summary>
internal static class OpenCLDevice
{
    private const string Name = "OpenCL";

    /// <summary>Why tests of it are skipped; null where there is one, and where one was promised, so that they fail.</summary>
    public static string? SkipReason { get; } =
        Environment.GetEnvironmentVariable("MLPOSH_EXPECT_OPENCL") == "1" || ComputeDevice.Available.Any(device => device.Name == Name)
            ? null
            : "This machine has no OpenCL device; tests/opencl/run.sh brings one.";

    public static ComputeDevice Get() => ComputeDevice.Find(Name);

    /// <summary>The same one in a list of ILGPU's devices, for tests below plans.</summary>
    public static GpuDescription Of(IEnumerable<GpuDescription> devices) =>
        devices.First(device => device.Kind == Name && device.Problem is null);
}

/// <summary>A test that needs an OpenCL device.</summary>
public sealed class OpenCLFactAttribute : FactAttribute
{
    public OpenCLFactAttribute() => Skip = OpenCLDevice.SkipReason;
}

/// <summary>The same with data; where it is skipped, it counts once.</summary>
public sealed class OpenCLTheoryAttribute : TheoryAttribute
{
    public OpenCLTheoryAttribute() => Skip = OpenCLDevice.SkipReason;
}
