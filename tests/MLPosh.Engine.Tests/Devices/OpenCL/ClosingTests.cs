namespace MLPosh.Engine.Tests.Devices.OpenCL;

/// <summary>Devices are closed while others may use them: not beside any other test.</summary>
[CollectionDefinition(nameof(ClosingTests), DisableParallelization = true)]
[Trait("Device", "OpenCL")]
[Collection(nameof(ClosingTests))]
public class ClosingTests
{
    private static readonly Dataset Line = Samples.Line(200);

    [OpenCLFact]
    public void A_training_under_way_ends_and_its_network_goes_on_elsewhere()
    {
        var network = Samples.Network(1, "Linear(1)");
        var options = new TrainingOptions { Device = OpenCLDevice.Get(), Epochs = 1000, Optimizer = new SGD(0.001) };
        using var training = Trainer.Run(network, Line, options).GetEnumerator();
        Assert.True(training.MoveNext());
        Assert.True(training.MoveNext());
        double[] published = network.Snapshot();
        ComputeDevice.CloseAll();
        var error = Assert.Throws<MLPoshException>(() => training.MoveNext());
        Assert.Equal((ErrorId.DeviceNotAvailable, "OpenCL"), (error.Id, error.Target));
        Assert.Equal(published, network.Snapshot());
        Assert.Equal(StopReason.Completed, Trainer.Run(network, Line, new TrainingOptions { Epochs = 2 }).Last().StopReason);
    }

    [OpenCLFact]
    public void A_device_that_was_closed_opens_again_and_computes_the_same()
    {
        var device = OpenCLDevice.Get();
        var network = Samples.Network(1, "Linear(3)", "Tanh", "Linear(1)");
        double before = NetworkEvaluation.MeanLoss(network, Line, Loss.Find("MSE"), device);
        Assert.True(device.Compiled.Kernels > 0);
        ComputeDevice.CloseAll();
        Assert.Equal(0, device.Compiled.Kernels);
        Assert.Equal(before, NetworkEvaluation.MeanLoss(network, Line, Loss.Find("MSE"), device));
        Assert.True(device.Compiled is { Kernels: > 0 } compiled && compiled.Time > TimeSpan.Zero);
    }

    [OpenCLFact]
    public async Task Closing_while_a_thread_trains_ends_that_training_only()
    {
        var device = OpenCLDevice.Get();
        var network = Samples.Network(1, "Linear(1)");
        using var started = new ManualResetEventSlim();
        var options = new TrainingOptions
        {
            Device = device, Epochs = int.MaxValue, Every = int.MaxValue, Optimizer = new SGD(0.001), Progress = _ => started.Set(),
        };
        var training = Task.Run(() => Trainer.Run(network, Line, options).Last());
        Assert.True(started.Wait(TimeSpan.FromSeconds(30)));
        ComputeDevice.CloseAll();
        var error = await Assert.ThrowsAsync<MLPoshException>(() => training);
        Assert.Equal(ErrorId.DeviceNotAvailable, error.Id);
        Assert.Equal(StopReason.Completed, Trainer.Run(network, Line, options with { Epochs = 1 }).Last().StopReason);
    }

    [OpenCLFact]
    public async Task Closing_under_a_sweep_fails_what_runs_and_leaves_nobody_waiting()
    {
        using var started = new CountdownEvent(8);
        var device = OpenCLDevice.Get();
        TrialParameters[] trials = [.. Enumerable.Range(1, 12).Select(i => new TrialParameters([new("LearningRate", i * 1e-4)]))];
        var sweep = Task.Run(() => Sweep.Run(trials, Setup, Line, new SweepOptions { Seed = 1, ThrottleLimit = 8 }).ToList());
        TrialSetup Setup(Trial trial)
        {
            // Eight that do not end by themselves, and four behind them.
            bool isLong = trial.Number <= 8;
            bool isTold = false;
            var options = new TrainingOptions
            {
                Device = device,
                Optimizer = new SGD((double)trial.Parameters["LearningRate"]!),
                Epochs = isLong ? int.MaxValue : 5,
                Progress = _ =>
                {
                    if (isLong && !isTold)
                    {
                        isTold = true;
                        started.Signal();
                    }
                },
            };
            return new TrialSetup(Samples.Network(1, "Linear(4)", "Tanh", "Linear(1)"), options, trial.Parameters);
        }

        Assert.True(started.Wait(TimeSpan.FromSeconds(60)));
        ComputeDevice.CloseAll();
        var results = await sweep.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.All(results.Take(8), result => Assert.Equal(TrialState.Failed, result.State));
        Assert.All(results.Take(8), result => Assert.Contains("was closed", result.Error, StringComparison.Ordinal));
        Assert.All(results.Skip(8), result => Assert.Equal(TrialState.Completed, result.State));
    }
}
