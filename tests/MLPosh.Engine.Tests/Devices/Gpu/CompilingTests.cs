using System.Reflection;
using ILGPU;
using MLPosh.Devices.Gpu;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>A first use has many kernels to compile, each up to a second: a stop does not wait for all of them.</summary>
public class CompilingTests
{
    private static readonly Dataset Data = Samples.Cloud(5, 3, 2);

    [Fact]
    public void A_stop_comes_between_two_kernels()
    {
        using var stop = new CancellationTokenSource();
        using var listing = new GpuListing();
        using var accelerator = new StoppingAccelerator(listing.Context, stop);
        using (var stopped = Plan(accelerator, stop.Token))
        {
            Assert.Throws<OperationCanceledException>(() => Load(stopped));
            Assert.Equal(1, accelerator.CompiledKernels);
        }

        // Others go on with what is compiled already.
        using var plan = Plan(accelerator, default);
        Load(plan);
        Assert.True(double.IsFinite(plan.Evaluate(withGradient: true)));
        Assert.True(accelerator.CompiledKernels > 1);
    }

    [Fact]
    public void What_is_compiled_needs_no_compiler_and_is_not_stopped()
    {
        using var stop = new CancellationTokenSource();
        using var listing = new GpuListing();
        using var accelerator = new StoppingAccelerator(listing.Context, stop);
        using (var first = Plan(accelerator, default))
        {
            Load(first);
        }

        Assert.True(stop.IsCancellationRequested);
        using var plan = Plan(accelerator, stop.Token);
        Load(plan);
    }

    private static GpuPlan Plan(GpuAccelerator accelerator, CancellationToken stop)
    {
        var network = Samples.Network(3, "Linear(2)", "Tanh");
        return new GpuPlan(accelerator, network.Record(Objective.Of(network, Data, Loss.Find("MSE"))), Data.Count, stop);
    }

    private static void Load(GpuPlan plan) => plan.Load(Data.Source, NetworkEvaluation.Indices(0, Data.Count));

    /// <summary>ILGPU's emulator, and somebody who stops while its first kernel is compiled.</summary>
    private sealed class StoppingAccelerator(Context context, CancellationTokenSource stop)
        : GpuAccelerator("Stopping", context, GpuDevices.NewEmulator())
    {
        protected override TLauncher Load<TLauncher>(MethodInfo method)
        {
            stop.Cancel();
            return base.Load<TLauncher>(method);
        }
    }
}
