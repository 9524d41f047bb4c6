namespace MLPosh.Engine.Tests.Devices.OpenCL;

/// <summary>How a training goes through its samples, and what it looks at on the way.</summary>
[Trait("Device", "OpenCL")]
public class BatchesOnOpenCLTests
{
    private static readonly TrainingOptions Batches = new()
    {
        Optimizer = new SGD(0.05, 0.9), BatchSize = 16, Shuffle = true, Seed = 5, Epochs = 14,
    };

    private static readonly Dataset Data = Samples.Cloud(100, 3, 2);

    [OpenCLFact]
    public void Shuffled_batches_of_which_the_last_is_smaller() => Trajectories.Agree(Small, Data, Batches);

    [OpenCLFact]
    public void Batches_of_one_sample() =>
        Trajectories.Agree(Small, Samples.Cloud(10, 3, 2), Batches with { BatchSize = 1, Epochs = 10, Optimizer = new SGD(0.01) });

    [OpenCLTheory]
    [InlineData("Constant")]
    [InlineData("Step")]
    [InlineData("Exponential")]
    [InlineData("Cosine")]
    [InlineData("OneCycle")]
    [InlineData("ReduceOnPlateau")]
    public void Schedules(string name) =>
        Trajectories.Agree(Small, Data, Batches with { Schedule = Schedule.Find(name), Optimizer = new SGD(0.1) });

    [OpenCLFact]
    public void A_gradient_is_clipped() => Trajectories.Agree(Small, Data, Batches with { GradientClip = 0.05 });

    [OpenCLFact]
    public void Classes_have_an_accuracy() => Trajectories.Agree(
        () => Samples.Network(3, "Linear(9)", "ReLU", "Linear(4)"), Samples.Classes(100, 3, 4), Batches);

    [OpenCLFact]
    public void The_validation_is_measured() =>
        Trajectories.Agree(Small, Data, Batches with { Validation = Samples.Cloud(70, 3, 2, seed: 9) });

    [OpenCLFact]
    public void Patience_stops_in_the_same_epoch()
    {
        // The validation's targets are the opposite: what helps the training hurts it soon.
        var against = Samples.Of([.. Data.X], [.. Data.Y.Select(y => -y)], 3, 2);
        var last = Trajectories.Agree(
            Small, Data, Batches with { Validation = against, Patience = 4, Epochs = 100, Optimizer = new SGD(0.01) })[^1];
        Assert.Equal(StopReason.EarlyStopping, last.StopReason);
        Assert.True(last.Epoch < 20);
    }

    [OpenCLFact]
    public void RestoreBest_goes_back_to_the_best_parameters()
    {
        var against = Samples.Of([.. Data.X], [.. Data.Y.Select(y => -y)], 3, 2);
        Network? trained = null;
        var last = Trajectories.Agree(
            () => trained = Small(), Data, Batches with { Validation = against, RestoreBest = true, Optimizer = new SGD(0.01) })[^1];
        Assert.True(last.BestLoss < last.ValidationLoss);
        Assert.Equal(
            last.BestLoss, NetworkEvaluation.MeanLoss(trained!, against, Loss.Find("MSE"), precision: Precision.Double), 1e-6);
    }

    [OpenCLFact]
    public void A_random_search_keeps_the_same_tries()
    {
        var epochs = Trajectories.Agree(
            Small, Data, new TrainingOptions { Method = TrainingMethod.RandomSearch, Seed = 4, Epochs = 100, Validation = Data });
        Assert.True(epochs[^1].Loss < epochs[0].Loss);
    }

    private static Network Small() => Samples.Network(3, "Linear(8)", "Tanh", "Linear(2)");
}
