namespace MLPosh.Engine.Tests.Devices.OpenCL;

/// <summary>Steps that the device goes through without being waited for.</summary>
[Trait("Device", "OpenCL")]
public class QueuedOnOpenCLTests
{
    private static readonly TrainingOptions Options = new() { Optimizer = new Adam(0.01), Epochs = 30, Seed = 3, Every = 10 };

    [OpenCLTheory]
    [InlineData(null)]
    [InlineData(430)]
    public void A_batch_larger_than_shared_memory_is_gone_through_in_tiles(int? batch) =>
        Trajectories.Agree(Small, Samples.Cloud(1000, 3, 2), Options with { BatchSize = batch });

    [OpenCLFact]
    public void Many_samples_are_shuffled_as_few_are() =>
        Trajectories.Agree(Small, Samples.Cloud(4200, 3, 2), Options with { BatchSize = 600, Shuffle = true, Epochs = 8 });

    [OpenCLTheory]
    [InlineData("Linear(6)", "Tanh")]
    [InlineData("Linear(6)", "BatchNorm", "Tanh", "Dropout(0.2)")]
    public void How_often_epochs_are_looked_at_changes_no_bit(params string[] hidden)
    {
        var data = Samples.Cloud(90, 3, 2);
        var options = Options with { Device = OpenCLDevice.Get(), BatchSize = 20, Shuffle = true };
        List<TrainingEpoch> Run(int every, out double[] parameters)
        {
            var network = Samples.Network(3, [.. hidden, "Linear(2)"]);
            var epochs = Trainer.Run(network, data, options with { Every = every }).ToList();
            parameters = network.Snapshot();
            return epochs;
        }

        var each = Run(1, out double[] one);
        var last = Run(30, out double[] other);
        Assert.Equal(30, each.Count);
        Assert.Equal([1, 30], last.Select(epoch => epoch.Epoch));
        Assert.Equal((each[^1].Loss, each[^1].GradientNorm, each[^1].BestLoss, each[^1].BestEpoch), (last[^1].Loss, last[^1].GradientNorm, last[^1].BestLoss, last[^1].BestEpoch));
        Assert.Equal(one, other);
    }

    private static Network Small() => Samples.Network(3, "Linear(8)", "Tanh", "Linear(2)");
}
