using MLPosh.Devices.Gpu;
using MLPosh.Engine.Tests.Devices.Gpu;
using MLPosh.Engine.Tests.Networks;

namespace MLPosh.Engine.Tests.Devices.OpenCL;

/// <summary>Large products by a library: all that surrounds cuBLAS on CUDA, with a library of the test's own.</summary>
[Trait("Device", "OpenCL")]
public class LibraryOnOpenCLTests
{
    // A batch that is not full.
    [OpenCLFact]
    public void Losses_gradients_and_predictions_agree()
    {
        using var listing = new GpuListing();
        using var accelerator = Accelerator(listing);
        OpSuite.CheckLargeProducts(recording => new GpuPlan(accelerator, recording, capacity: 300), samples: 277);

        // Three to check it; two layers, each forward three times and twice back by input and by weight.
        Assert.Equal(3 + (2 * (3 + 2 + 2)), accelerator.Opened!.Products);
        Assert.Equal("kernels of a test", accelerator.LargeProducts);
    }

    [OpenCLFact]
    public void Repetitions_agree()
    {
        using var listing = new GpuListing();
        using var accelerator = Accelerator(listing);
        var network = Samples.Network([2, 256], "RNN(1024)", "Linear(2)");
        var data = LayerNetworks.Data(network, 300);
        var recording = network.Record(Objective.Of(network, data, Loss.Find("MSE")), wantsInputGradient: true);
        using (var plan = new GpuPlan(accelerator, recording, 300))
        using (var cpu = ComputeDevice.Default.CreatePlan(recording, 300, Precision.Double))
        {
            OpSuite.Agree(
                OpSuite.Run(cpu, network, data, wantsInput: true), OpSuite.Run(plan, network, data, wantsInput: true), 2e-5);
        }

        Assert.True(accelerator.Opened!.Products > 3);
    }

    private static LibraryAccelerator Accelerator(GpuListing listing) => new(
        listing.Context, listing.DeviceOf(OpenCLDevice.Of(listing.Descriptions)));
}
