using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace MLPosh.Devices.Gpu;

/// <summary>A kernel of one argument, compiled for a device.</summary>
internal sealed class GpuKernel<TArguments>
    where TArguments : struct
{
    private readonly GpuAccelerator _accelerator;
    private readonly Action<AcceleratorStream, KernelConfig, TArguments> _launcher;

    /// <param name="accelerator">The device.</param>
    /// <param name="method">A static method, also of a generic type or with type arguments.</param>
    public GpuKernel(GpuAccelerator accelerator, Action<TArguments> method)
        : this(accelerator, method.Method)
    {
    }

    /// <param name="accelerator">The device.</param>
    /// <param name="method">A static method that takes the arguments.</param>
    public GpuKernel(GpuAccelerator accelerator, MethodInfo method)
    {
        _accelerator = accelerator;
        _launcher = accelerator.Kernel<Action<AcceleratorStream, KernelConfig, TArguments>>(method);
    }

    /// <summary>Queues it; nothing where there is nothing to do, which CUDA takes for an error.</summary>
    public void Launch(KernelConfig groups, in TArguments arguments)
    {
        if (groups.GridDim.LongSize > 0)
        {
            _launcher(_accelerator.Stream, groups, arguments);
        }
    }
}
