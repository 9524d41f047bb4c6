using MLPosh.Engine.Tests.Networks;

namespace MLPosh.Engine.Tests.Devices.OpenCL;

/// <summary>Every network of the layer suite for some steps: what layers draw and keep comes from the same stream.</summary>
[Trait("Device", "OpenCL")]
public class LayersOnOpenCLTests
{
    public static TheoryData<string> Names => [.. LayerNetworks.Names];

    [OpenCLTheory]
    [MemberData(nameof(Names))]
    public void Steps_agree_with_the_reference(string name)
    {
        var network = LayerNetworks.Network(name);
        var options = new TrainingOptions
        {
            Optimizer = new SGD(0.02, 0.5), BatchSize = 13, Shuffle = true, Seed = 3, Epochs = 5,
        };
        Trajectories.Agree(() => LayerNetworks.Network(name), LayerNetworks.Data(network, 35), options);
    }
}
