namespace MLPosh.Engine.Tests.Training;

public class StoppingTests
{
    private static readonly Dataset Line = Samples.Line(200);

    [Fact]
    public void Patience_stops_when_the_loss_gets_no_better()
    {
        var epochs = Run(new TrainingOptions { Epochs = 10_000, Patience = 5, MinDelta = 0.001, Loss = Loss.Find("L1") });
        var last = epochs[^1];
        Assert.Equal(StopReason.EarlyStopping, last.StopReason);
        Assert.True(last.Epoch < 10_000);
        // None of the last five was better by MinDelta than the best before them.
        double bar = epochs.SkipLast(5).Min(epoch => epoch.Loss);
        Assert.All(epochs.TakeLast(5), epoch => Assert.True(epoch.Loss >= bar - 0.001));
    }

    [Fact]
    public void Patience_looks_at_the_validation_where_there_is_one()
    {
        // The validation's slope is the opposite: what helps the training hurts it from the start.
        var against = Samples.Of([1, 2, 3], [-2, -4, -6]);
        var network = Samples.Network(1, "Linear(1)");
        network.SetParameter("0.weight", [0]);
        network.SetParameter("0.bias", [0]);
        var last = Trainer.Run(network, Line, new TrainingOptions { Epochs = 100, Patience = 3, Validation = against, Optimizer = new SGD(0.0001) }).Last();
        Assert.Equal((4, StopReason.EarlyStopping, 1), (last.Epoch, last.StopReason, last.BestEpoch));
        Assert.True(last.ValidationLoss > last.BestLoss);
    }

    [Fact]
    public void RestoreBest_goes_back_to_exactly_the_parameters_of_the_best_loss()
    {
        var network = Samples.Network(1, "Linear(1)");
        var options = new TrainingOptions
        {
            Epochs = 300, RestoreBest = true, Loss = Loss.Find("L1"), Optimizer = new SGD(0.3), Precision = Precision.Double,
        };
        var last = Trainer.Run(network, Line, options).Last();
        Assert.True(last.BestLoss < last.Loss, "the run should end above its best loss for this test to mean anything");
        Assert.Equal(last.BestLoss, NetworkEvaluation.MeanLoss(network, Line, Loss.Find("L1"), precision: Precision.Double), 14);
    }

    [Fact]
    public void RestoreBest_with_validation_goes_back_to_the_best_validation_loss()
    {
        var validation = Samples.Line(50, noise: 3, seed: 8);
        var network = Samples.Network(1, "Linear(1)");
        var options = new TrainingOptions
        {
            Epochs = 200, BatchSize = 20, RestoreBest = true, Validation = validation, Optimizer = new SGD(0.02),
            Precision = Precision.Double,
        };
        var last = Trainer.Run(network, Line, options).Last();
        Assert.Equal(
            last.BestLoss, NetworkEvaluation.MeanLoss(network, validation, Loss.Find("MSE"), precision: Precision.Double), 12);
    }

    [Fact]
    public void A_diverging_run_ends_with_a_record_and_finite_parameters()
    {
        var network = Samples.Network(1, "Linear(1)");
        var last = Trainer.Run(network, Line, new TrainingOptions { Epochs = 1000, Optimizer = new SGD(10) }).Last();
        Assert.Equal(StopReason.Diverged, last.StopReason);
        Assert.False(double.IsFinite(last.Loss));
        Assert.True(last.Epoch < 1000);
        Assert.All(network.Snapshot(), value => Assert.True(double.IsFinite(value)));
        Assert.True(double.IsFinite(last.BestLoss));
    }

    [Fact]
    public void Parameters_that_overflow_in_the_last_step_are_not_taken_over()
    {
        var network = Samples.Network(1, "Linear(1)");
        var before = network.Snapshot();
        var last = Trainer.Run(network, Line, new TrainingOptions { Epochs = 1, Optimizer = new SGD(1e300) }).Last();
        Assert.Equal(StopReason.Diverged, last.StopReason);
        Assert.Equal(before, network.Snapshot());
    }

    [Fact]
    public void MaxTime_stops_a_long_run()
    {
        var last = Run(new TrainingOptions { Epochs = int.MaxValue, Every = int.MaxValue, MaxTime = TimeSpan.FromMilliseconds(50) })[^1];
        Assert.Equal(StopReason.MaxTime, last.StopReason);
        Assert.True(last.Elapsed >= TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_cancelled_run_leaves_the_network_usable()
    {
        using var stop = new CancellationTokenSource();
        var network = Samples.Network(1, "Linear(1)");
        int seen = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var epoch in Trainer.Run(network, Line, new TrainingOptions { Epochs = 1000 }, stop.Token))
            {
                if (++seen == 3)
                {
                    stop.Cancel();
                }
            }
        });
        Assert.Equal(3, seen);
        Assert.Equal(StopReason.Completed, Trainer.Run(network, Line, new TrainingOptions { Epochs = 1 }).Last().StopReason);
    }

    [Fact]
    public void Whoever_stops_enumerating_stops_the_training()
    {
        var network = Samples.Network(1, "Linear(1)");
        var first = Trainer.Run(network, Line, new TrainingOptions { Epochs = 1000 }).First();
        Assert.Equal(1, first.Epoch);
        Assert.Equal(5, Trainer.Run(network, Line, new TrainingOptions { Epochs = 5 }).Count());
    }

    [Fact]
    public void Progress_is_told_on_the_trainings_own_thread()
    {
        var threads = new List<int>();
        var options = new TrainingOptions
        {
            Epochs = int.MaxValue, Every = int.MaxValue, MaxTime = TimeSpan.FromMilliseconds(30),
            Progress = _ => threads.Add(Environment.CurrentManagedThreadId),
        };
        Run(options);
        Assert.NotEmpty(threads);
        Assert.All(threads, thread => Assert.Equal(Environment.CurrentManagedThreadId, thread));
    }

    private static List<TrainingEpoch> Run(TrainingOptions options) =>
        [.. Trainer.Run(Samples.Network(1, "Linear(1)"), Line, options)];
}
