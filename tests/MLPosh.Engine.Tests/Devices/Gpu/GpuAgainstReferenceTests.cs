using MLPosh.Engine.Tests.Devices.OpenCL;
using MLPosh.Engine.Tests.Networks;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>The op suite on a real OpenCL device (see tests/opencl/run.sh); the reference device says what is right.</summary>
[Trait("Device", "OpenCL")]
public class GpuAgainstReferenceTests
{
    public static TheoryData<string> Layers => [.. LayerNetworks.Names];

    private static ComputeDevice Device => OpenCLDevice.Get();

    [OpenCLTheory]
    [InlineData(1)]
    [InlineData(33)]
    [InlineData(1031)]
    public void Losses_agree(int samples)
    {
        foreach (string[] layers in OpSuite.Networks)
        {
            foreach (var loss in Loss.All)
            {
                OpSuite.CheckNetwork(Device, layers, loss, samples);
            }
        }
    }

    [OpenCLTheory]
    [InlineData(5)]
    [InlineData(133)]
    public void Products_in_parts_agree(int samples) => OpSuite.CheckNetwork(Device, OpSuite.Deep, Loss.Find("MSE"), samples);

    // By the module's own kernels, in a batch that is not full.
    [OpenCLFact]
    public void Large_products_agree() =>
        OpSuite.CheckLargeProducts(recording => Device.CreatePlan(recording, capacity: 300), samples: 277);

    [OpenCLFact]
    public void Activations_agree()
    {
        foreach (string[] layers in OpSuite.ActivationNetworks)
        {
            OpSuite.CheckNetwork(Device, layers, Loss.Find("MSE"), samples: 33);
        }
    }

    [OpenCLTheory]
    [MemberData(nameof(Layers))]
    public void Layers_agree(string name)
    {
        foreach (int samples in new[] { 1, 33, 300 })
        {
            OpSuite.CheckLayers(Device, name, samples);
        }
    }

    [OpenCLFact]
    public void Optimizers_agree()
    {
        foreach (var optimizer in OpSuite.Optimizers)
        {
            OpSuite.CheckOptimizer(Device, optimizer);
        }
    }
}
