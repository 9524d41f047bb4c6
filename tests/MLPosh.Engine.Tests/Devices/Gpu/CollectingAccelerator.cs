using System.Linq.Expressions;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime.CPU;
using MLPosh.Devices.Gpu;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>
/// A device with groups of 256 threads that notes which kernels are asked for, looks at how they are launched, and runs none: whatever a plan would
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
        ParameterExpression[] parameters = [.. typeof(TLauncher).GetMethod("Invoke")!.GetParameters()
            .Select(parameter => Expression.Parameter(parameter.ParameterType))];
        var check = Expression.Call(
            ((Action<KernelConfig, string>)Check).Method,
            parameters.Single(parameter => parameter.Type == typeof(KernelConfig)),
            Expression.Constant(KernelName.Of(method)));
        return Expression.Lambda<TLauncher>(check, parameters).Compile();
    }

    // So that what goes with a library is launched too.
    protected override IProductLibrary? OpenLibrary(out string? problem)
    {
        problem = null;
        return new NoProducts();
    }

    // What CUDA takes; OpenCL is more generous.
    private static void Check(KernelConfig config, string name)
    {
        var (grid, group) = (config.GridDim, config.GroupDim);
        Assert.True(
            grid is { X: > 0, Y: > 0 and <= ushort.MaxValue, Z: > 0 and <= ushort.MaxValue } && group.Size is > 0 and <= 1024,
            $"{name} is launched with a grid of {grid} groups of {group} threads.");
    }

    private sealed class NoProducts : IProductLibrary
    {
        public string Name => "none";

        public void Multiply(in LibraryProduct product) => Assert.True(product is { Height: > 0, Width: > 0, Depth: > 0 });

        public void Dispose()
        {
        }
    }
}
