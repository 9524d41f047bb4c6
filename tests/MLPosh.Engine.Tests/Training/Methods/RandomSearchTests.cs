namespace MLPosh.Engine.Tests.Training.Methods;

public class RandomSearchTests
{
    private static readonly Dataset Line = Samples.Line(100);

    private static readonly TrainingOptions Search = new() { Method = TrainingMethod.RandomSearch, Seed = 4 };

    [Fact]
    public void The_first_try_is_the_network_and_the_loss_never_rises()
    {
        var network = Samples.Network(1, "Linear(3)", "Tanh", "Linear(1)");
        double before = NetworkEvaluation.MeanLoss(network, Line, Loss.Find("L1"));
        var epochs = Trainer.Run(network, Line, Search with { Epochs = 300, Loss = Loss.Find("L1") }).ToList();
        Assert.Equal(300, epochs.Count);
        Assert.Equal(before, epochs[0].Loss);
        Assert.All(epochs.Zip(epochs.Skip(1)), pair => Assert.True(pair.Second.Loss <= pair.First.Loss));
        Assert.True(epochs[^1].Loss < before / 2, $"{before} -> {epochs[^1].Loss}");
        Assert.All(epochs, epoch => Assert.Equal((epoch.Loss, 0.1, null), (epoch.BestLoss, epoch.LearningRate, epoch.GradientNorm)));
        Assert.Equal(StopReason.Completed, epochs[^1].StopReason);
        Assert.Equal(epochs[^1].BestLoss, epochs[epochs[^1].BestEpoch - 1].Loss);
    }

    [Fact]
    public void The_network_ends_with_the_parameters_of_the_loss()
    {
        foreach (var device in ComputeDevice.Available)
        {
            var network = Samples.Network(1, "Linear(1)");
            var last = Trainer.Run(network, Line, Search with { Epochs = 50, Device = device }).Last();
            Assert.Equal(NetworkEvaluation.MeanLoss(network, Line, Loss.Find("MSE"), device), last.Loss);
            Assert.Equal(device.Name, last.Device);
        }
    }

    [Fact]
    public void Every_record_has_the_network_that_it_tells_of()
    {
        var network = Samples.Network(1, "Linear(1)");
        foreach (var epoch in Trainer.Run(network, Line, Search with { Epochs = 20, Every = 4 }))
        {
            Assert.Contains(epoch.Epoch, new[] { 1, 5, 9, 13, 17, 20 });
            Assert.Equal(NetworkEvaluation.MeanLoss(network, Line, Loss.Find("MSE")), epoch.Loss);
        }
    }

    [Fact]
    public void The_same_seed_searches_the_same_way_on_any_number_of_threads()
    {
        var data = Samples.Cloud(3000, 5, 1);
        var runs = new[] { 1, 2, 3 }.Select(threads =>
        {
            var network = Samples.Network(5, "Linear(8)", "ReLU", "Linear(1)");
            _ = Trainer.Run(network, data, Search with { ThreadCount = threads, Epochs = 40 }).Last();
            return network.Snapshot();
        }).ToList();
        Assert.Equal(runs[0], runs[1]);
        Assert.Equal(runs[0], runs[2]);
        var other = Samples.Network(5, "Linear(8)", "ReLU", "Linear(1)");
        _ = Trainer.Run(other, data, Search with { Seed = 5, Epochs = 40 }).Last();
        Assert.NotEqual(runs[0], other.Snapshot());
    }

    [Fact]
    public void The_deviation_is_the_size_of_the_moves()
    {
        // From far away almost any move in the right direction helps, so that what is kept shows how far they go.
        var data = Samples.Of([0, 1, 2, 3], [1e6, 1e6, 1e6, 1e6]);
        double small = Moved(0.01), large = Moved(1);
        Assert.InRange(large / small, 90, 110);

        double Moved(double deviation)
        {
            var network = Samples.Network(1, "Linear(1)");
            var before = network.Snapshot();
            _ = Trainer.Run(network, data, Search with { Epochs = 100, SearchDeviation = deviation, Precision = Precision.Double }).Last();
            return network.Snapshot().Zip(before).Sum(pair => Math.Abs(pair.First - pair.Second));
        }
    }

    [Fact]
    public void Classes_have_an_accuracy_that_belongs_to_the_network()
    {
        var data = DatasetBuilder.FromArrays(
            Enumerable.Range(0, 40).Select(i => (double)i / 20).ToArray(),
            Enumerable.Range(0, 40).Select(i => i < 15 ? "low" : "high").ToArray());
        var network = Samples.Network(1, "Linear(2)");
        var options = Search with { Epochs = 2000, SearchDeviation = 0.5 };
        foreach (var epoch in Trainer.Run(network, data, options with { Every = 500 }))
        {
            Assert.Equal(NetworkMeasurement.Of(network, data).Accuracy, epoch.Accuracy);
            Assert.True(epoch.StopReason is null || epoch.Accuracy > 0.9, $"{epoch.Accuracy}");
        }

        var last = Trainer.Run(Samples.Network(1, "Linear(2)"), data, options with { Epochs = 5, Validation = data }).Last();
        Assert.Equal((last.Loss, true), (last.ValidationLoss!.Value, last.Accuracy is >= 0 and <= 1));
    }

    [Fact]
    public void Patience_stops_a_search_that_finds_nothing()
    {
        var network = Samples.Network(1, "Linear(1)");
        _ = Trainer.Run(network, Line, new TrainingOptions { Method = TrainingMethod.NormalEquation }).Single();
        var last = Trainer.Run(network, Line, Search with { Epochs = 1000, Patience = 7, Precision = Precision.Double }).Last();
        Assert.Equal((8, StopReason.EarlyStopping, 1), (last.Epoch, last.StopReason, last.BestEpoch));
    }

    [Fact]
    public void The_validation_is_measured_and_RestoreBest_goes_back_to_its_best()
    {
        // The validation's slope is the opposite: the better the fit, the worse this gets.
        var against = Samples.Of([1, 2, 3], [-2, -4, -6]);
        var options = Search with { Epochs = 200, Validation = against, RestoreBest = true, Precision = Precision.Double };
        var network = Samples.Network(1, "Linear(1)");
        var last = Trainer.Run(network, Line, options).Last();
        Assert.True(last.ValidationLoss > last.BestLoss);
        Assert.Equal(last.BestLoss, NetworkEvaluation.MeanLoss(network, against, Loss.Find("MSE"), precision: Precision.Double), 12);

        var without = Samples.Network(1, "Linear(1)");
        last = Trainer.Run(without, Line, options with { RestoreBest = false }).Last();
        Assert.Equal(last.Loss, NetworkEvaluation.MeanLoss(without, Line, Loss.Find("MSE"), precision: Precision.Double), 12);
    }

    [Fact]
    public void A_try_that_is_not_finite_is_not_kept()
    {
        var network = Samples.Network(1, "Linear(3)", "Sigmoid", "Linear(1)");
        var epochs = Trainer.Run(network, Line, Search with { Epochs = 30, SearchDeviation = 1e39 }).ToList();
        Assert.All(epochs, epoch => Assert.Equal((1, epochs[0].Loss), (epoch.BestEpoch, epoch.Loss)));
        Assert.All(network.Snapshot(), value => Assert.True(double.IsFinite(value)));
        Assert.Equal(StopReason.Completed, epochs[^1].StopReason);
    }

    [Fact]
    public void A_network_without_a_finite_loss_has_diverged_already()
    {
        var network = Samples.Network(1, "Linear(1)");
        network.SetParameter("0.weight", [1e300]);
        var record = Assert.Single(Trainer.Run(network, Line, Search));
        Assert.Equal(StopReason.Diverged, record.StopReason);
        Assert.False(double.IsFinite(record.Loss));
        Assert.Equal(1e300, network.GetParameter("0.weight").Value[0]);
    }

    [Fact]
    public void MaxTime_progress_and_stop_work_as_in_gradient_descent()
    {
        int told = 0;
        var endless = Search with { Epochs = int.MaxValue, Every = int.MaxValue, Progress = _ => told++ };
        var network = Samples.Network(1, "Linear(1)");
        var last = Trainer.Run(network, Line, endless with { MaxTime = TimeSpan.FromMilliseconds(50) }).Last();
        Assert.Equal(StopReason.MaxTime, last.StopReason);
        Assert.True(last.Elapsed >= TimeSpan.FromMilliseconds(50));
        Assert.True(told > 0);

        using var stop = new CancellationTokenSource(50);
        Assert.Throws<OperationCanceledException>(() => Trainer.Run(network, Line, endless, stop.Token).Last());
        Assert.Single(Trainer.Run(network, Line, Search with { Epochs = 1 }));
    }

    [Fact]
    public void A_try_allocates_nothing()
    {
        var options = Search with { Epochs = 5000, Every = 1000, ThreadCount = 1 };
        using var run = Trainer.Run(Samples.Network(1, "Linear(4)", "ReLU", "Linear(1)"), Line, options).GetEnumerator();
        Assert.True(run.MoveNext());

        // What is left is the record of a thousand tries.
        Assert.InRange(Allocations.LeastOf(() => Assert.True(run.MoveNext())), 0, 1000);
    }
}
