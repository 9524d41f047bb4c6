using MLPosh.Devices;
using MLPosh.Engine.Tests.Networks;

namespace MLPosh.Engine.Tests.Devices;

/// <summary>The suite of networks on a real OpenCL device (see tests/opencl/run.sh); the reference device says what is right.</summary>
[Trait("Device", "OpenCL")]
public class GpuAgainstReferenceTests
{
    private static readonly TrainingStep Step = new(11, 5);

    public static TheoryData<string> Names => [.. LayerNetworks.Names];

    [Fact]
    public void Loss_gradient_and_predictions_agree()
    {
        var device = ComputeDevice.Find("OpenCL");
        foreach (int samples in new[] { 1, 33, 1031 })
        {
            foreach (string[] layers in CpuAgainstReferenceTests.Networks)
            {
                foreach (var loss in Loss.All)
                {
                    var network = Samples.Network(3, layers);
                    foreach (var data in Samples.Fitting(loss, samples, 3, network.OutputSize))
                    {
                        var recording = network.Record(Objective.Of(network, data, loss), true);
                        using var gpu = device.CreatePlan(recording, samples);
                        using var reference = ComputeDevice.Definition.CreatePlan(recording, samples);
                        CpuAgainstReferenceTests.Agree(
                            CpuAgainstReferenceTests.Run(reference, network, data, loss, wantsInput: true),
                            CpuAgainstReferenceTests.Run(gpu, network, data, loss, wantsInput: true),
                            2e-5);
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Layers_agree(string name)
    {
        var device = ComputeDevice.Find("OpenCL");
        var network = LayerNetworks.Network(name);
        foreach (int samples in new[] { 1, 33, 300 })
        {
            var data = LayerNetworks.Data(network, samples);
            var recording = network.Record(Objective.Of(network, data, Loss.Find("MSE")), wantsInputGradient: true);
            foreach (TrainingStep? step in new TrainingStep?[] { null, Step })
            {
                if (step is not null && !LayerNetworks.CanTrain(network, samples))
                {
                    continue;
                }

                using var reference = ComputeDevice.Definition.CreatePlan(recording, samples);
                using var gpu = device.CreatePlan(recording, samples);
                CpuAgainstReferenceTests.Agree(
                    CpuAgainstReferenceTests.Run(reference, network, data, wantsInput: true, training: step),
                    CpuAgainstReferenceTests.Run(gpu, network, data, wantsInput: true, training: step),
                    3e-5);
            }
        }
    }
}
