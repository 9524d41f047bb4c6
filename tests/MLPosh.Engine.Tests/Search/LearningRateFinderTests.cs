namespace MLPosh.Engine.Tests.Search;

public class LearningRateFinderTests
{
    private static readonly Dataset Data = Samples.Cloud(200, 2, 1);

    [Fact]
    public void The_network_stays_as_it_is_to_the_bit()
    {
        var network = Net();
        double[] before = network.Snapshot();
        LearningRateFinder.Run(network, Data);
        Assert.Equal(before, network.Snapshot());
    }

    [Theory]
    [InlineData(1e-6, 10, 100)]
    [InlineData(1e-3, 2e-3, 7)]
    [InlineData(1e-300, 1e-3, 5)]
    public void Rates_grow_by_the_same_factor_from_one_end_to_the_other(double minimum, double maximum, int steps)
    {
        var found = Find(new RangeTestOptions { Minimum = minimum, Maximum = maximum, Steps = steps });
        double factor = Math.Pow(maximum / minimum, 1.0 / (steps - 1));
        Assert.Equal(minimum, found.Curve[0].LearningRate);
        for (int i = 1; i < found.Curve.Count; i++)
        {
            Assert.Equal(factor, found.Curve[i].LearningRate / found.Curve[i - 1].LearningRate, factor * 1e-10);
        }

        if (found.Curve.Count == steps)
        {
            Assert.Equal(maximum, found.Curve[^1].LearningRate);
        }
    }

    [Fact]
    public void Losses_are_those_of_single_steps_with_these_rates()
    {
        var found = Find(new RangeTestOptions { Steps = 40 });
        var network = Net();
        foreach (var point in found.Curve)
        {
            var epoch = Trainer.Run(network, Data, new TrainingOptions { Optimizer = new SGD(point.LearningRate), Epochs = 1 }).Single();
            Assert.Equal(epoch.Loss, point.Loss);
        }
    }

    [Fact]
    public void Batches_begin_again_when_all_had_their_turn_and_repeat_by_the_seed()
    {
        var training = new TrainingOptions { BatchSize = 64, Shuffle = true, Seed = 5, Optimizer = new Adam() };
        var range = new RangeTestOptions { Maximum = 1e-3, Steps = 10 };
        var first = Find(range, training);
        Assert.Equal(10, first.Curve.Count);
        Assert.Equal(first.Curve, Find(range, training).Curve);
        Assert.NotEqual(first.Curve, Find(range, training with { Seed = 6 }).Curve);
        Assert.Equal((64, true, 5L, "MSE", "Cpu"), (first.BatchSize, first.Shuffle, first.Seed, first.Loss, first.Device));
        Assert.Equal(first.Suggestion, first.Optimizer.LearningRate);
        Assert.IsType<Adam>(first.Optimizer);
    }

    [Fact]
    public void A_seed_that_nobody_gave_is_told_and_repeats_the_test()
    {
        var training = new TrainingOptions { BatchSize = 10, Shuffle = true };
        var first = Find(training: training);
        Assert.Equal(first.Curve, Find(training: training with { Seed = first.Seed }).Curve);
    }

    [Theory]
    [InlineData("SGD", 0)]
    [InlineData("Adam", 0)]
    [InlineData("SGD", 32)]
    [InlineData("Adam", 32)]
    [InlineData("RMSProp", 0)]
    [InlineData("LBFGS", 0)]
    public void The_suggestion_trains(string optimizer, int batchSize)
    {
        var training = new TrainingOptions
        {
            Optimizer = Optimizer.Find(optimizer), BatchSize = batchSize > 0 ? batchSize : null, Shuffle = true, Seed = 2,
        };
        var doubts = new List<string>();
        var found = Find(training: training with { Warn = doubts.Add });
        Assert.True(found.IsClear, string.Join("; ", doubts));
        var epochs = Trainer.Run(Net(), Data, training with { Optimizer = found.Optimizer, Epochs = 50 }).ToList();
        Assert.True(epochs[^1].Loss < epochs[0].Loss / 2, $"{found.Suggestion}: from {epochs[0].Loss} to {epochs[^1].Loss}");
    }

    [Theory]
    [InlineData("Reference")]
    [InlineData("Cpu")]
    public void Runs_on_any_device_in_double_precision(string device)
    {
        var found = Find(
            new RangeTestOptions { Steps = 20 },
            new TrainingOptions { Device = ComputeDevice.Find(device), Precision = Precision.Double });
        Assert.Equal((device, Precision.Double), (found.Device, found.Precision));
        Assert.True(found.IsClear);
    }

    [Fact]
    public void A_loss_that_is_never_finite_leaves_the_lowest_rate_and_a_doubt()
    {
        var data = Samples.Of([1e30, -2e30, 3e30], [1e30, 2e30, 3e30]);
        var doubts = new List<string>();
        var found = LearningRateFinder.Run(
            Samples.Network(1, "Linear(1)"), data, training: new TrainingOptions { Warn = doubts.Add });
        Assert.Empty(found.Curve);
        Assert.Equal((1e-6, false), (found.Suggestion, found.IsClear));
        Assert.Contains("did not clearly fall before it ran away at the learning rate 1E-06", Assert.Single(doubts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_that_begins_too_high_ends_at_once_with_a_doubt()
    {
        var doubts = new List<string>();
        var found = Find(new RangeTestOptions { Minimum = 1e10, Maximum = 1e20 }, new TrainingOptions { Warn = doubts.Add });
        Assert.InRange(found.Curve.Count, 1, 20);
        Assert.All(found.Curve, point => Assert.True(double.IsFinite(point.Loss)));
        Assert.Equal((1e10, false), (found.Suggestion, found.IsClear));
        Assert.Contains("smaller -Minimum", Assert.Single(doubts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flat_loss_leaves_the_optimizers_own_rate_and_a_doubt()
    {
        var data = Samples.Of([1, 2, 3], [1, 2, 3]);
        var network = Samples.Network(1, "Linear(1)");
        network.SetParameter("0.weight", [1]);
        network.SetParameter("0.bias", [0]);
        var doubts = new List<string>();
        var found = LearningRateFinder.Run(
            network, data, training: new TrainingOptions { Optimizer = new SGD(0.05), Warn = doubts.Add });
        Assert.Equal(100, found.Curve.Count);
        Assert.Equal((0.05, false), (found.Suggestion, found.IsClear));
        Assert.Contains("SGD's own", Assert.Single(doubts), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Too_few_steps_are_a_doubt(int steps)
    {
        var doubts = new List<string>();
        var found = Find(
            new RangeTestOptions { Steps = steps, Minimum = 1e-7, Maximum = 1e-6 }, new TrainingOptions { Warn = doubts.Add });
        Assert.Equal(steps, found.Curve.Count);
        Assert.Equal(1e-7, found.Curve[0].LearningRate);
        Assert.Equal((1e-6, false), (found.Suggestion, found.IsClear));
        Assert.Contains($"at any of the {steps} learning rates", Assert.Single(doubts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_still_falls_at_the_end_is_a_doubt_though_it_is_clear()
    {
        var doubts = new List<string>();
        var found = Find(new RangeTestOptions { Maximum = 0.03 }, new TrainingOptions { Warn = doubts.Add });
        Assert.True(found.IsClear);
        Assert.Equal(0.003, found.Suggestion, 1e-12);
        Assert.Contains("Give a larger -Maximum than 0.03", Assert.Single(doubts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_test_says_so()
    {
        using var stop = new CancellationTokenSource();
        stop.CancelAfter(100);
        var range = new RangeTestOptions { Maximum = 1e-5, Steps = int.MaxValue };
        var network = Net();
        double[] before = network.Snapshot();
        Assert.ThrowsAny<OperationCanceledException>(() => LearningRateFinder.Run(network, Data, range, null, stop.Token));
        Assert.Equal(before, network.Snapshot());
    }

    [Fact]
    public void Progress_counts_steps()
    {
        var told = new List<TrainingProgress>();
        using var stop = new CancellationTokenSource();
        var training = new TrainingOptions
        {
            Progress = progress =>
            {
                told.Add(progress);
                stop.Cancel();
            },
        };
        var range = new RangeTestOptions { Maximum = 1e-5, Steps = int.MaxValue };
        Assert.ThrowsAny<OperationCanceledException>(() => LearningRateFinder.Run(Net(), Data, range, training, stop.Token));
        var first = Assert.Single(told);
        Assert.Equal(int.MaxValue, first.Epochs);
        Assert.InRange(first.Epoch, 2, int.MaxValue - 1);
        Assert.True(double.IsFinite(first.Loss) && first.Elapsed >= TimeSpan.FromMilliseconds(150));
    }

    public static TheoryData<string, RangeTestOptions?, TrainingOptions?> Wrong { get; } = new()
    {
        { "Maximum is 0.1", new RangeTestOptions { Minimum = 1, Maximum = 0.1 }, null },
        { "Maximum is 10", new RangeTestOptions { Minimum = 10 }, null },
        { "BatchSize is 201", null, new TrainingOptions { BatchSize = 201 } },
        { "Schedule is given", null, new TrainingOptions { Schedule = Schedule.Find("Cosine") } },
        { "Epoch is given", null, new TrainingOptions { Epochs = 5 } },
        { "Patience is given", null, new TrainingOptions { Patience = 5 } },
        { "Validation is given", null, new TrainingOptions { Validation = Samples.Cloud(5, 2, 1) } },
        { "Method is given", null, new TrainingOptions { Method = TrainingMethod.NormalEquation } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_is_an_error(string part, RangeTestOptions? range, TrainingOptions? training)
    {
        var error = Assert.Throws<MLPoshException>(() => Find(range, training));
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 1, "Minimum is 0")]
    [InlineData(double.NaN, 1, 1, "Minimum is NaN")]
    [InlineData(1, double.PositiveInfinity, 1, "Maximum is ")]
    [InlineData(1, 2, 0, "Step is 0")]
    public void A_range_that_is_none_is_an_error(double minimum, double maximum, int steps, string part)
    {
        var error = Assert.Throws<MLPoshException>(
            () => new RangeTestOptions { Minimum = minimum, Maximum = maximum, Steps = steps });
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    private static LearningRateSearch Find(RangeTestOptions? range = null, TrainingOptions? training = null) =>
        LearningRateFinder.Run(Net(), Data, range, training);

    private static Network Net() => Samples.Network(2, "Linear(8)", "Tanh", "Linear(1)");
}
