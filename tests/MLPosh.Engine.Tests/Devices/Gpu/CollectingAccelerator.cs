using System.Linq.Expressions;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime.CPU;
using MLPosh.Devices.Gpu;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>
/// A device with groups of 256 threads that notes which kernels are asked for, and runs none of them: whatever a plan would
/// launch on a GPU is known in this way, without a list that could forget one.
/// </summary>
internal sealed class CollectingAccelerator(Context context)
    : GpuAccelerator("Collecting", context, new CPUDevice(numThreadsPerWarp: 32, numWarpsPerMultiprocessor: 8, numMultiprocessors: 1))
{
    private readonly HashSet<MethodInfo> _methods = [];

    public IReadOnlyCollection<MethodInfo> Methods => _methods;

    protected override TLauncher Load<TLauncher>(MethodInfo method)
    {
        _methods.Add(method);
        var parameters = typeof(TLauncher).GetMethod("Invoke")!.GetParameters()
            .Select(parameter => Expression.Parameter(parameter.ParameterType));
        return Expression.Lambda<TLauncher>(Expression.Empty(), parameters).Compile();
    }
}
