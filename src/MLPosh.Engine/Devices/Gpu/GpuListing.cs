using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace MLPosh.Devices.Gpu;

/// <summary>ILGPU's context with the GPUs of this machine, and a description of each, also of what cannot be used.</summary>
internal sealed class GpuListing : IDisposable
{
    // PoCL, asked by two threads at once, names no device to one of them.
    private static readonly Lock Asking = new();

    private readonly List<Device> _usable = [];
    private readonly List<GpuDescription> _descriptions = [];

    public GpuListing()
    {
        GpuLibraries.Resolve();

        // Predicates see every device before ILGPU leaves any out: what it would leave out is told with the reason.
        lock (Asking)
        {
            Context = Context.Create(builder => builder
                .Inlining(InliningMode.Aggressive)
                .Optimize(OptimizationLevel.O2)
                .Cuda((CudaDevice device) => Add(GpuLibraries.Cuda, device, DriverOf(device), ProblemOf(device)))
                .OpenCL(device => Add(GpuLibraries.OpenCL, device, DriverOf(device), ProblemOf(device))));
        }

        foreach (string kind in new[] { GpuLibraries.Cuda, GpuLibraries.OpenCL })
        {
            if (_descriptions.All(description => description.Kind != kind))
            {
                _descriptions.Add(GpuDescription.Missing(
                    kind, GpuLibraries.Problem(kind) ?? "its driver is installed but names no device"));
            }
        }

        Descriptions = [.. _descriptions.OrderBy(description => description.Kind, StringComparer.Ordinal)];
    }

    public Context Context { get; }

    public IReadOnlyList<GpuDescription> Descriptions { get; }

    /// <summary>The device of a description that has no problem.</summary>
    public Device DeviceOf(GpuDescription description) => _usable
        .Where(device => device.AcceleratorType == (description.Kind == GpuLibraries.Cuda ? AcceleratorType.Cuda : AcceleratorType.OpenCL))
        .ElementAt(description.Index);

    public void Dispose() => Context.Dispose();

    private static string DriverOf(CudaDevice device) => $"CUDA {device.DriverVersion.Major}.{device.DriverVersion.Minor}";

    private static string DriverOf(CLDevice device) => $"{device.PlatformName}, {device.DeviceVersion}";

    private static string? ProblemOf(CudaDevice device) =>
        device.Architecture is null ? "its architecture is not known"
        : device.InstructionSet is not { } set || !PTXCodeGenerator.SupportedInstructionSets.Contains(set)
            ? $"its driver, CUDA {device.DriverVersion.Major}.{device.DriverVersion.Minor}, is too old"
        : null;

    private static string? ProblemOf(CLDevice device) =>
        device.CLStdVersion < CLBackend.MinimumVersion
            ? $"its driver has {device.CLStdVersion}; {CLBackend.MinimumVersion} is needed"
        : !device.Capabilities.GenericAddressSpace ? "its driver has no generic address space"
        : !device.Capabilities.Float64 ? "it has no 64-bit floating point"
        : device.MaxNumThreadsPerGroup < GpuSizes.FewestThreads
            ? $"its groups have {device.MaxNumThreadsPerGroup} threads; {GpuSizes.FewestThreads} are needed"
        : null;

    private bool Add(string kind, Device device, string driver, string? problem)
    {
        int index = problem is null ? _descriptions.Count(other => other.Kind == kind && other.Problem is null) : -1;
        _descriptions.Add(new GpuDescription(
            kind, index, device.Name.Trim(), device.MemorySize, device.NumMultiprocessors, driver, problem)
        {
            NetworksAtOnce = GpuSizes.NetworksAtOnce(device),
        });
        if (problem is null)
        {
            _usable.Add(device);
        }

        return problem is null;
    }
}
