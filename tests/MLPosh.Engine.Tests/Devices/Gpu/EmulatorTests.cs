using MLPosh.Engine.Tests.Networks;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>
/// The op suite's kernels on threads of this machine, in groups of 16: ILGPU checks each place that they read or write, and
/// barriers that not all threads come to never end. Slow, so with few samples, and with nobody beside them: at each barrier 16
/// threads wait for their turn on a core.
/// </summary>
[CollectionDefinition(nameof(EmulatorTests), DisableParallelization = true)]
[Collection(nameof(EmulatorTests))]
public class EmulatorTests
{
    public static TheoryData<string> Layers => [.. LayerNetworks.Names];

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Losses_agree(int samples)
    {
        foreach (var loss in Loss.All)
        {
            OpSuite.CheckNetwork(ComputeDevice.Emulator, ["Linear(3)", "Sigmoid", "Linear(2)"], loss, samples);
            OpSuite.CheckNetwork(ComputeDevice.Emulator, ["Softmax", "Linear(1)"], loss, samples);
        }
    }

    [Fact]
    public void Networks_and_activations_agree()
    {
        foreach (string[] layers in OpSuite.Networks.Concat(OpSuite.ActivationNetworks))
        {
            OpSuite.CheckNetwork(ComputeDevice.Emulator, layers, Loss.Find("MSE"), samples: 5);
        }
    }

    // More samples than a group has threads.
    [Fact]
    public void Several_groups_agree() =>
        OpSuite.CheckNetwork(ComputeDevice.Emulator, ["Linear(5)", "Tanh", "Linear(2)"], Loss.Find("CrossEntropy"), samples: 37);

    [Fact]
    public void Products_in_parts_agree() => OpSuite.CheckNetwork(ComputeDevice.Emulator, OpSuite.Deep, Loss.Find("MSE"), samples: 5);

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layers_agree(string name)
    {
        OpSuite.CheckLayers(ComputeDevice.Emulator, name, samples: 1);
        OpSuite.CheckLayers(ComputeDevice.Emulator, name, samples: 5);
    }

    [Fact]
    public void Optimizers_agree()
    {
        foreach (var optimizer in OpSuite.Optimizers)
        {
            OpSuite.CheckOptimizer(ComputeDevice.Emulator, optimizer);
        }
    }

    [Fact]
    public void Trainings_agree()
    {
        string[] layers = ["Linear(4)", "Tanh", "Linear(2)"];
        foreach (var optimizer in OpSuite.Optimizers.Where(optimizer => optimizer is not LBFGS))
        {
            OpSuite.CheckTraining(ComputeDevice.Emulator, layers, Loss.Find("MSE"), optimizer);
        }

        foreach (var loss in Loss.All)
        {
            OpSuite.CheckTraining(ComputeDevice.Emulator, ["Linear(3)", "Sigmoid", "Linear(2)"], loss, new SGD(0.1));
        }

        OpSuite.CheckTraining(
            ComputeDevice.Emulator, ["Softmax", "Linear(5)", "GELU", "LogSoftmax"], Loss.Find("CrossEntropy"), new SGD(0.1));
        OpSuite.CheckClipping(ComputeDevice.Emulator);
        OpSuite.CheckTraining(ComputeDevice.Emulator, "rnn-one-step");
        OpSuite.CheckTraining(ComputeDevice.Emulator, "batch-norm-dropout");
    }
}
