namespace MLPosh.Engine.Tests.Devices.OpenCL;

/// <summary>Networks that share launches, a group each.</summary>
[Trait("Device", "OpenCL")]
public class SharedLaunchesOnOpenCLTests
{
    private static readonly Dataset Data = Samples.Cloud(150, 2, 1);
    private static readonly Dataset?[] Validations = [null, Samples.Cloud(70, 2, 1, seed: 8), Samples.Cloud(200, 2, 1, seed: 9)];

    // Learning rates, seeds, orders of batches, optimizers and validations of their own, and ends in different epochs.
    [OpenCLFact]
    public void A_network_comes_to_the_same_bits_whoever_shares_its_launches()
    {
        var options = Enumerable.Range(0, 40).Select(i => new TrainingOptions
        {
            Device = OpenCLDevice.Get(),
            Optimizer = (i % 4) switch { 0 => new SGD(0.01 * (i + 1)), 1 => new SGD(0.01, 0.9), 2 => new Adam(0.01), _ => new SGD(0.05) },
            BatchSize = i % 3 == 0 ? null : 32,
            Shuffle = i % 2 == 0,
            Seed = i,
            Epochs = 40 + (7 * (i % 5)),
            Every = i % 5 == 0 ? 1 : 1000,
            Validation = Validations[i % 7 % 3],
            Patience = i % 11 == 0 ? 5 : null,
        }).ToArray();
        var alone = Array.ConvertAll(options, Trained);
        for (int round = 0; round < 3; round++)
        {
            var together = new (List<double?> Losses, double[] Values)[options.Length];
            var threads = Enumerable.Range(0, options.Length).Select(i => new Thread(() => together[i] = Trained(options[i]))).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            foreach (var (expected, actual) in alone.Zip(together))
            {
                Assert.Equal(expected.Losses, actual.Losses);
                Assert.Equal(expected.Values, actual.Values);
            }
        }
    }

    [OpenCLFact]
    public void A_sweep_comes_to_the_same_bits_one_by_one_and_many_at_once()
    {
        var alone = Swept(1);
        Assert.Equal(alone, Swept(64));
        Assert.Equal(alone, Swept(null));
    }

    [OpenCLFact]
    public void So_does_one_with_a_validation_also_by_halving()
    {
        foreach (var halving in new[] { null, new HalvingOptions(10, 3, 300) })
        {
            var alone = Swept(1, Validations[1], halving);
            Assert.Equal(alone, Swept(64, Validations[1], halving));
            Assert.Equal(alone, Swept(null, Validations[1], halving));
        }
    }

    // Read in bulk: nobody looks at each epoch.
    [OpenCLTheory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_history_of_a_trial_has_the_loss_of_every_epoch(int validation)
    {
        var options = new TrainingOptions { Device = OpenCLDevice.Get(), BatchSize = 32, Shuffle = true, Seed = 2, Epochs = 50 };
        var trial = new Trial(1, new TrialParameters([]), 2);
        using var training = new TrialTraining([(Data, Validations[validation])], keepsHistory: true, mostLarge: 1, _ => { });
        var result = training.Run(new TrialJob(trial, new TrialSetup(Net(), options, trial.Parameters), null), cores: null, CancellationToken.None);
        var network = Net();
        var epochs = Trainer.Run(network, Data, options with { Validation = Validations[validation] }).ToList();
        Assert.Equal(epochs.Select(epoch => (float)epoch.Loss), result.History.Loss);
        Assert.Equal(epochs.Select(epoch => epoch.ValidationLoss).OfType<double>().Select(loss => (float)loss), result.History.ValidationLoss);
    }

    // A stop waits for the launches that are under way, and in the first round for a kernel that is compiled. On a busy machine one
    // round or another waits for others: the soonest tells.
    [OpenCLFact]
    public async Task A_cancelled_sweep_of_many_ends_soon()
    {
        var seconds = new List<double>();
        for (int round = 0; round < 4; round++)
        {
            seconds.Add(await SecondsToStop());
        }

        Assert.InRange(seconds.Min(), 0, 2);
    }

    // 0.03 to 0.22 s on a machine that has nothing else to do.
    private static async Task<double> SecondsToStop()
    {
        using var stop = new CancellationTokenSource();
        var sweep = Task.Run(() => Sweep.Run(
            Trials(64),
            trial => new TrialSetup(Net(), Options(trial) with { Epochs = int.MaxValue, Every = int.MaxValue }, trial.Parameters),
            Data,
            new SweepOptions { Seed = 1, ThrottleLimit = 64 },
            token: stop.Token).Count());
        await Task.Delay(1000);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sweep.WaitAsync(TimeSpan.FromMinutes(1)));
        return watch.Elapsed.TotalSeconds;
    }

    private static TrialParameters[] Trials(int count) =>
        [.. Enumerable.Range(1, count).Select(i => new TrialParameters([new("LearningRate", 0.003 * i)]))];

    private static TrainingOptions Options(Trial trial) => new()
    {
        Device = OpenCLDevice.Get(), Optimizer = new SGD((double)trial.Parameters["LearningRate"]!), Epochs = 300, Seed = trial.Number,
    };

    private static List<(int, TrialState, double, double)> Swept(
        int? throttle, Dataset? validation = null, HalvingOptions? halving = null) => [.. Sweep.Run(
        Trials(48),
        trial => new TrialSetup(Net(), Options(trial), trial.Parameters),
        Data,
        new SweepOptions { Seed = 1, ThrottleLimit = throttle, Device = OpenCLDevice.Get(), Validation = validation, Halving = halving })
        .Select(trial => (trial.Trial, trial.State, trial.FinalLoss, trial.BestLoss))];

    private static (List<double?> Losses, double[] Values) Trained(TrainingOptions options)
    {
        var network = Net();
        var losses = new List<double?>();
        foreach (var epoch in Trainer.Run(network, Data, options with
        {
            AfterEpoch = (loss, validation) => losses.AddRange(loss, validation),
        }))
        {
            losses.AddRange(epoch.Accuracy, epoch.GradientNorm);
        }

        return (losses, network.Snapshot());
    }

    private static Network Net() => Samples.Network(2, "Linear(9)", "Tanh", "Linear(1)");
}
