using System.Reflection;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using MLPosh.Devices.Gpu;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>ILGPU's compiler for NVIDIA GPUs, set as the engine sets it, without a GPU.</summary>
internal sealed class PtxCompiler : IDisposable
{
    private readonly GpuListing _listing = new();
    private readonly PTXBackend _backend;

    public PtxCompiler(CudaArchitecture architecture) => _backend = new PTXBackend(
        _listing.Context, new CudaCapabilityContext(architecture), architecture, CudaInstructionSet.ISA_78, nvvmAPI: null);

    public string Compile(MethodInfo kernel)
    {
        var compiled = (PTXCompiledKernel)_backend.Compile(
            EntryPointDescription.FromExplicitlyGroupedKernel(kernel), KernelSpecialization.Empty);
        return compiled.PTXAssembly;
    }

    public void Dispose()
    {
        _backend.Dispose();
        _listing.Dispose();
    }
}
