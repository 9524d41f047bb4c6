using MLPosh.Engine.Tests.Networks;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>The op suite on a real OpenCL device (see tests/opencl/run.sh); the reference device says what is right.</summary>
[Trait("Device", "OpenCL")]
public class GpuAgainstReferenceTests
{
    public static TheoryData<string> Layers => [.. LayerNetworks.Names];

    private static ComputeDevice Device => ComputeDevice.Find("OpenCL");

    [Theory]
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

    [Fact]
    public void Activations_agree()
    {
        foreach (string[] layers in OpSuite.ActivationNetworks)
        {
            OpSuite.CheckNetwork(Device, layers, Loss.Find("MSE"), samples: 33);
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layers_agree(string name)
    {
        foreach (int samples in new[] { 1, 33, 300 })
        {
            OpSuite.CheckLayers(Device, name, samples);
        }
    }

    [Fact]
    public void Optimizers_agree()
    {
        foreach (var optimizer in OpSuite.Optimizers)
        {
            OpSuite.CheckOptimizer(Device, optimizer);
        }
    }
}
