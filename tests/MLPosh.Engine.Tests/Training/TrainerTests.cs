namespace MLPosh.Engine.Tests.Training;

public class TrainerTests
{
    private static readonly Dataset Line = Samples.Line(1000);

    [Fact]
    public void Linear_regression_finds_the_line()
    {
        var network = Samples.Network(1, "Linear(1)");
        var last = Trainer.Run(network, Line, new TrainingOptions { Loss = Loss.Find("L1"), Epochs = 1000 }).Last();
        Assert.InRange(last.Loss, 0.14, 0.18);
        Assert.InRange(network.GetParameter("0.weight").Value[0], 1.98, 2.02);
        Assert.InRange(network.GetParameter("0.bias").Value[0], 2.9, 3.1);
        Assert.Equal(StopReason.Completed, last.StopReason);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(32, true)]
    [InlineData(300, true)]
    public void The_same_seed_gives_the_same_bits_with_one_and_two_threads(int? batch, bool shuffle)
    {
        var runs = new[] { 1, 2, 2 }.Select(threads =>
        {
            var network = Samples.Network(1, "Linear(10)", "ReLU", "Linear(6)", "ReLU", "Linear(1)");
            var options = new TrainingOptions
            {
                Epochs = 30, BatchSize = batch, Shuffle = shuffle, Seed = 5, ThreadCount = threads,
                Optimizer = new SGD(0.001, 0.5),
            };
            var epochs = Trainer.Run(network, Line, options).ToList();
            return (epochs, values: network.Snapshot());
        }).ToList();
        foreach (var (epochs, values) in runs.Skip(1))
        {
            Assert.Equal(runs[0].values, values);
            Assert.Equal(
                runs[0].epochs.Select(epoch => epoch with { Elapsed = default }),
                epochs.Select(epoch => epoch with { Elapsed = default }));
        }
    }

    [Fact]
    public void Large_batches_give_the_same_bits_for_any_number_of_threads()
    {
        var data = Samples.Cloud(20_000, 3, 2);
        var runs = new[] { 1, 2, 3, 7 }.Select(threads =>
        {
            var network = Samples.Network(3, "Linear(9)", "Tanh", "Linear(2)");
            _ = Trainer.Run(network, data, new TrainingOptions { Epochs = 5, ThreadCount = threads }).Last();
            return network.Snapshot();
        }).ToList();
        Assert.All(runs, run => Assert.Equal(runs[0], run));
    }

    [Fact]
    public void Shuffling_depends_on_the_seed_and_changes_the_order()
    {
        double[] Losses(bool shuffle, long seed) => [.. Trainer.Run(
            Samples.Network(1, "Linear(1)"),
            Line,
            new TrainingOptions { Epochs = 3, BatchSize = 10, Shuffle = shuffle, Seed = seed, Optimizer = new SGD(0.001) })
            .Select(epoch => epoch.Loss)];

        Assert.Equal(Losses(true, 1), Losses(true, 1));
        Assert.NotEqual(Losses(true, 1), Losses(true, 2));
        Assert.NotEqual(Losses(true, 1), Losses(false, 1));
        Assert.Equal(Losses(false, 1), Losses(false, 2));
    }

    [Fact]
    public void A_loss_is_weighted_by_samples_and_the_last_partial_batch_is_kept()
    {
        // With a learning rate this small every batch sees the same parameters.
        var data = Samples.Line(25);
        var network = Samples.Network(1, "Linear(1)");
        double whole = NetworkEvaluation.MeanLoss(network, data, Loss.Find("MSE"), precision: Precision.Double);
        var options = new TrainingOptions
        {
            Epochs = 1, BatchSize = 10, Optimizer = new SGD(1e-300), Precision = Precision.Double,
        };
        Assert.Equal(whole, Trainer.Run(network, data, options).Single().Loss, 12);
    }

    [Theory]
    [InlineData(10, 3, new[] { 1, 4, 7, 10 })]
    [InlineData(10, 4, new[] { 1, 5, 9, 10 })]
    [InlineData(3, 100, new[] { 1, 3 })]
    [InlineData(1, 1, new[] { 1 })]
    public void Every_gives_the_first_each_nth_and_the_last(int epochs, int every, int[] expected) => Assert.Equal(
        expected,
        Trainer.Run(Samples.Network(1, "Linear(1)"), Line, new TrainingOptions { Epochs = epochs, Every = every })
            .Select(epoch => epoch.Epoch));

    [Fact]
    public void Only_the_last_record_has_a_stop_reason()
    {
        var epochs = Trainer.Run(Samples.Network(1, "Linear(1)"), Line, new TrainingOptions { Epochs = 5 }).ToList();
        Assert.All(epochs.SkipLast(1), epoch => Assert.Null(epoch.StopReason));
        Assert.Equal(StopReason.Completed, epochs[^1].StopReason);
    }

    [Fact]
    public void The_network_has_the_parameters_of_the_epoch_before_its_record_comes_out()
    {
        var network = Samples.Network(1, "Linear(1)");
        var seen = new List<double[]>();
        foreach (var epoch in Trainer.Run(network, Line, new TrainingOptions { Epochs = 3, Precision = Precision.Double }))
        {
            seen.Add(network.Snapshot());
        }

        Assert.Equal(3, seen.Distinct(new Same()).Count());
        // What the second epoch measured is the loss of what the first one left.
        var again = Samples.Network(1, "Linear(1)");
        again.SetParameter("0.weight", [seen[0][0]]);
        again.SetParameter("0.bias", [seen[0][1]]);
        double loss = NetworkEvaluation.MeanLoss(again, Line, Loss.Find("MSE"), precision: Precision.Double);
        var second = Trainer.Run(
            Samples.Network(1, "Linear(1)"), Line, new TrainingOptions { Epochs = 2, Precision = Precision.Double }).Last();
        Assert.Equal(loss, second.Loss, 12);
    }

    [Fact]
    public void The_gradient_norm_is_that_of_the_last_batch()
    {
        var network = Samples.Network(1, "Linear(1)");
        double expected = Math.Sqrt(NetworkGradient.Of(network, Line).Sum(gradient => gradient.Norm * gradient.Norm));
        var epoch = Trainer.Run(
            network, Line, new TrainingOptions { Epochs = 1, Precision = Precision.Double }).Single();
        Assert.Equal(expected, epoch.GradientNorm!.Value, 10);
    }

    [Fact]
    public void Records_tell_device_seed_and_learning_rate()
    {
        var options = new TrainingOptions { Epochs = 1, Seed = 99, Optimizer = new SGD(0.125), Device = ComputeDevice.Find("Reference") };
        var epoch = Trainer.Run(Samples.Network(1, "Linear(1)"), Samples.Line(10), options).Single();
        Assert.Equal(("Reference", 99L, 0.125), (epoch.Device, epoch.Seed, epoch.LearningRate));
    }

    [Fact]
    public void One_sample_is_enough()
    {
        var epochs = Trainer.Run(
            Samples.Network(1, "Linear(1)"), Samples.Of([2], [5]), new TrainingOptions { Epochs = 200, Optimizer = new SGD(0.1) });
        Assert.True(epochs.Last().Loss < 1e-6);
    }

    [Fact]
    public void A_network_without_parameters_has_a_loss_all_the_same()
    {
        var epoch = Trainer.Run(Samples.Network(1, "ReLU"), Samples.Of([1, -1], [1, 1]), new TrainingOptions { Epochs = 1 }).Single();
        Assert.Equal(0.5, epoch.Loss, 6);
    }

    private sealed class Same : IEqualityComparer<double[]>
    {
        public bool Equals(double[]? x, double[]? y) => x!.SequenceEqual(y!);

        public int GetHashCode(double[] values) => values.Length;
    }
}
