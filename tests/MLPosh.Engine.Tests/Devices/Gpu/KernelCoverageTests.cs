using System.Reflection;
using MLPosh.Devices;
using MLPosh.Devices.Gpu;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>The op suite launches all that there is to launch: what it forgot would be compiled by no test.</summary>
public class KernelCoverageTests
{
    private static readonly Type[] EngineTypes = typeof(Network).Assembly.GetTypes();

    public static TheoryData<string> Interfaces =>
    [
        nameof(IActivationFunction), nameof(IColumnFunction), nameof(ILossFunction), nameof(IColumnLossFunction), nameof(IUpdateRule),
        nameof(IKernel), nameof(IBatchKernel), nameof(IBatchMode), nameof(IProductEpilogue), nameof(IColumnPass),
        nameof(IFactorOrder), "IPatch`1",
        nameof(IResidentOperation), nameof(IResidentLoss), nameof(IResidentRoom),
    ];

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void Everything_that_kernels_are_made_of_is_in_one(string contract)
    {
        var used = GpuKernels.All.Value.SelectMany(KernelName.Parts).ToHashSet();
        var types = EngineTypes.Where(type =>
            type.IsValueType && type.GetInterfaces().Any(implemented => implemented.Name == contract)).ToArray();
        Assert.NotEmpty(types);
        Assert.Equal([], types.Where(type => !used.Contains(type)));
    }

    // A kernel is a public static method of one argument, by its form: the arguments' name ends so.
    [Fact]
    public void Every_kernel_method_is_launched()
    {
        var launched = GpuKernels.All.Value.Select(kernel => (kernel.Module, kernel.MetadataToken)).ToHashSet();
        var kernels = EngineTypes
            .Where(type => type.Namespace == typeof(GpuAccelerator).Namespace)
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(method => method.ReturnType == typeof(void)
                && method.GetParameters() is [{ ParameterType: { IsByRef: false, IsValueType: true } only }]
                && only.Name.Split('`')[0].EndsWith("Arguments", StringComparison.Ordinal))
            .ToArray();
        Assert.True(kernels.Length > 10);
        Assert.Equal([], kernels.Where(kernel => !launched.Contains((kernel.Module, kernel.MetadataToken))).Select(KernelName.Of));
    }
}
