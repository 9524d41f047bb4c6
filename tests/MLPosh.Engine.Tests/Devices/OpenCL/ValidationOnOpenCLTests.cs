namespace MLPosh.Engine.Tests.Devices.OpenCL;

/// <summary>The validation of small networks, which is measured in the launches that train them.</summary>
[Trait("Device", "OpenCL")]
public class ValidationOnOpenCLTests
{
    private static readonly Dataset Data = Samples.Cloud(100, 3, 2);
    private static readonly TrainingOptions Options = new() { Optimizer = new Adam(0.01), Epochs = 25, Seed = 3 };

    public static TheoryData<int, int?, int> Sizes => new()
    {
        // Validations that are smaller than a batch, larger, and not a multiple of a tile.
        { 1, null, 1 }, { 5, null, 1000 }, { 5, 16, 4 }, { 100, null, 1000 }, { 130, 16, 1 }, { 733, null, 4 }, { 1501, 16, 1000 },
    };

    [OpenCLTheory]
    [MemberData(nameof(Sizes))]
    public void It_is_what_the_reference_measures(int count, int? batch, int every) => Trajectories.Agree(
        Small, Data, Options with { Validation = Samples.Cloud(count, 3, 2, seed: 9), BatchSize = batch, Shuffle = batch is not null, Every = every });

    [OpenCLTheory]
    [InlineData("Linear(9)", "ReLU", "Linear(4)")]
    [InlineData("Linear(4)", "Tanh", "Linear(1)")]
    public void Its_classes_have_an_accuracy(params string[] layers)
    {
        int classes = layers[^1] == "Linear(1)" ? 2 : 4;
        var last = Trajectories.Agree(
            () => Samples.Network(3, layers),
            Samples.Classes(100, 3, classes),
            Options with { Validation = Samples.Classes(77, 3, classes, seed: 9), BatchSize = 30, Every = 6 })[^1];
        Assert.InRange(last.Accuracy!.Value, 0.4, 1);
        Assert.Equal(Math.Round(last.Accuracy.Value * 77), last.Accuracy.Value * 77, 1e-9);
    }

    [OpenCLTheory]
    [InlineData(5, null)]
    [InlineData(200, 30)]
    [InlineData(2001, null)]
    public void It_is_within_a_millionth_of_a_measuring_of_its_own(int count, int? batch)
    {
        var network = Small();
        var validation = Samples.Cloud(count, 3, 2, seed: 9);
        foreach (var epoch in Trainer.Run(network, Data, Options with { Device = OpenCLDevice.Get(), Validation = validation, BatchSize = batch }))
        {
            double expected = NetworkEvaluation.MeanLoss(network, validation, Loss.Find("MSE"), OpenCLDevice.Get());
            Assert.Equal(1, epoch.ValidationLoss!.Value / expected, 1e-6);
        }
    }

    // 120,000 parameters times samples of a step are fewer than what goes into a launch, 1.5 million of a validation are not.
    [OpenCLFact]
    public void A_large_one_is_measured_by_itself() => Trajectories.Agree(
        Small, Data, Options with { Validation = Samples.Cloud(30_000, 3, 2, seed: 9), Epochs = 3 });

    public static TheoryData<int?, bool, string?> Ways => new() { { null, false, null }, { 16, false, null }, { 16, true, "Exponential" } };

    // More epochs than are read at once, and launches that end anywhere.
    [OpenCLTheory]
    [MemberData(nameof(Ways))]
    public void Read_in_bulk_it_is_the_same_bits(int? batch, bool shuffle, string? schedule)
    {
        var options = Options with
        {
            Validation = Samples.Cloud(70, 3, 2, seed: 9),
            BatchSize = batch,
            Shuffle = shuffle,
            Epochs = batch is null ? 2500 : 700,
            Schedule = schedule is null ? null : Schedule.Find(schedule),
        };
        var each = Trained(options);
        var last = Trained(options with { Every = int.MaxValue });
        Assert.Equal(each.Losses, last.Losses);
        Assert.Equal(each.Values, last.Values);
        Assert.Equal(each.Last, last.Last);
        Assert.Equal(options.Epochs, last.Losses.Count);
    }

    // The validation's only prediction overflows single precision once the weight is above 18; the samples' weight is 40.
    [OpenCLTheory]
    [InlineData(null)]
    [InlineData(30)]
    public void One_that_is_not_finite_ends_the_training_with_the_parameters_of_its_epoch(int? batch)
    {
        var options = new TrainingOptions
        {
            Optimizer = new SGD(batch is null ? 0.002 : 0.0003, 0.5),
            Schedule = Schedule.Find("Exponential"),
            Epochs = 400,
            BatchSize = batch,
            Validation = Samples.Of([1e18], [0]),
        };
        var line = Samples.Line(100);
        var steep = Samples.Of([.. line.X], [.. line.X.Select(x => 40 * x)]);
        var each = Trained(options, steep);
        var last = Trained(options with { Every = int.MaxValue }, steep);
        Assert.Equal(StopReason.Diverged, last.Last.StopReason);
        Assert.InRange(last.Last.Epoch, 3, 399);
        Assert.False(double.IsFinite(last.Last.ValidationLoss!.Value));
        Assert.True(double.IsFinite(last.Last.Loss));
        Assert.InRange(last.Values[0], 18, 30);
        Assert.Equal(each.Losses, last.Losses);
        Assert.Equal(each.Values, last.Values);
        Assert.Equal(each.Last, last.Last);

        // As if there had been no validation, and the training had gone no further.
        var without = Trained(options with { Validation = null, StopAfter = last.Last.Epoch }, steep);
        Assert.Equal(without.Values, last.Values);
        Assert.Equal((without.Last.Loss, without.Last.GradientNorm, without.Last.LearningRate), (last.Last.Loss, last.Last.GradientNorm, last.Last.LearningRate));
    }

    [OpenCLTheory]
    [InlineData(null)]
    [InlineData(30)]
    public void A_loss_that_is_not_finite_is_the_end_as_without_one(int? batch)
    {
        // The validation is finite as long as the weight is.
        var line = Samples.Line(200);
        var wide = Samples.Of([.. line.X.Select(x => 1000 * x)], [.. line.Y]);
        var options = new TrainingOptions { Optimizer = new SGD(1e-5), Epochs = 1000, BatchSize = batch, Every = int.MaxValue };
        var without = Trained(options, wide);
        var with = Trained(options with { Validation = Samples.Of([0.001], [0]) }, wide);
        Assert.Equal(StopReason.Diverged, with.Last.StopReason);
        Assert.False(double.IsFinite(with.Last.Loss));
        Assert.True(with.Last.ValidationLoss is null || double.IsFinite(with.Last.ValidationLoss.Value));
        Assert.Equal((without.Last.Epoch, without.Last.GradientNorm), (with.Last.Epoch, with.Last.GradientNorm));
        Assert.Equal(without.Values, with.Values);
    }

    [OpenCLFact]
    public void Time_that_is_over_ends_it_with_the_validation_of_what_is_there()
    {
        var network = Small();
        var validation = Samples.Cloud(70, 3, 2, seed: 9);
        var last = Trainer.Run(network, Data, Options with
        {
            Device = OpenCLDevice.Get(), BatchSize = 7, Validation = validation, Epochs = int.MaxValue, Every = int.MaxValue, MaxTime = TimeSpan.FromMilliseconds(200),
        }).Last();
        Assert.Equal(StopReason.MaxTime, last.StopReason);
        Assert.Equal(1, last.ValidationLoss!.Value / NetworkEvaluation.MeanLoss(network, validation, Loss.Find("MSE"), OpenCLDevice.Get()), 1e-6);
    }

    [OpenCLFact]
    public void A_token_stops_epochs_that_nobody_looks_at()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var network = Small();
        Assert.Throws<OperationCanceledException>(() => Trainer.Run(network, Data, Options with
        {
            Device = OpenCLDevice.Get(), Validation = Data, Epochs = int.MaxValue, Every = int.MaxValue,
        }, stop.Token).Count());
        Assert.All(network.Snapshot(), value => Assert.True(double.IsFinite(value)));
    }

    private static (List<(double, double?)> Losses, double[] Values, TrainingEpoch Last) Trained(TrainingOptions options, Dataset? data = null)
    {
        var network = data is null ? Small() : Samples.Network(1, "Linear(1)");
        var losses = new List<(double, double?)>();
        var last = Trainer.Run(network, data ?? Data, options with
        {
            Device = OpenCLDevice.Get(), Seed = 3, AfterEpoch = (loss, validation) => losses.Add((loss, validation)),
        }).Last();
        return (losses, network.Snapshot(), last with { Elapsed = default });
    }

    private static Network Small() => Samples.Network(3, "Linear(8)", "Tanh", "Linear(2)");
}
