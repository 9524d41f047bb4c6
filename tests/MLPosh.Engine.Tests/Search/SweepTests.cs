using System.Diagnostics;

namespace MLPosh.Engine.Tests.Search;

public class SweepTests
{
    private static readonly Dataset Data = Samples.Cloud(200, 2, 1);

    [Fact]
    public void A_trial_comes_to_what_a_training_of_its_own_comes_to()
    {
        var trials = Rates(0.1, 0.01, 0.3);
        var results = Sweep.Run(trials, Setup(), Data, new SweepOptions { Seed = 1 }).ToList();
        Assert.Equal([1, 2, 3], results.Select(result => result.Trial));
        foreach (var (result, parameters) in results.Zip(trials))
        {
            var alone = Trainer.Run(Net(), Data, Options((double)parameters["LearningRate"]!) with { Seed = result.Seed }).Last();
            Assert.Equal(TrialState.Completed, result.State);
            Assert.Equal(alone.Loss, result.FinalLoss);
            Assert.Equal(alone.BestLoss, result.BestLoss);
            Assert.Equal(alone.BestEpoch, result.BestEpoch);
            Assert.Equal(alone.Epoch, result.Epochs);
        }
    }

    [Fact]
    public void Neither_order_nor_numbers_depend_on_how_many_run_at_once()
    {
        // Long ones first, so that later ones finish before them.
        var trials = Enumerable.Range(1, 40).Select(i => Of(("Epoch", 400 / i), ("LearningRate", 0.01 * i))).ToList();
        var results = new[] { 1, 2, 7 }.Select(limit => Sweep.Run(
            trials, Setup(), Data, new SweepOptions { Seed = 5, ThrottleLimit = limit }).Select(Figures).ToList()).ToList();
        Assert.Equal(40, results[0].Count);
        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void A_trials_seed_comes_from_the_sweeps_and_its_parameters_alone()
    {
        var all = Sweep.Run(Rates(0.1, 0.2), Setup(), Data, new SweepOptions { Seed = 1 }).ToList();
        var alone = Sweep.Run(Rates(0.2), Setup(), Data, new SweepOptions { Seed = 1 }).Single();
        var other = Sweep.Run(Rates(0.2), Setup(), Data, new SweepOptions { Seed = 2 }).Single();
        Assert.Equal(all[1].Seed, alone.Seed);
        Assert.Equal(all[1].FinalLoss, alone.FinalLoss);
        Assert.NotEqual(all[0].Seed, all[1].Seed);
        Assert.NotEqual(alone.Seed, other.Seed);
    }

    [Fact]
    public void Divergence_is_a_result_and_a_failure_leaves_the_others()
    {
        var trials = new[] { Of(("LearningRate", 1e6)), Of(("LearningRate", 0.1)), Of(("BatchSize", 1000)), Of(("LearningRate", 0.2)) };
        var results = Sweep.Run(trials, Setup(), Data, new SweepOptions { Seed = 1 }).ToList();
        Assert.Equal(
            [TrialState.Diverged, TrialState.Completed, TrialState.Failed, TrialState.Completed],
            results.Select(result => result.State));
        Assert.Equal(double.PositiveInfinity, results[0].FinalLoss);
        Assert.Equal(double.PositiveInfinity, results[2].BestLoss);
        Assert.Contains("BatchSize is 1000", results[2].Error, StringComparison.Ordinal);
        Assert.Null(results[1].Error);
    }

    [Fact]
    public void A_setup_that_cannot_be_made_fails_its_trial_only()
    {
        TrialSetup Make(Trial trial) => trial.Number == 2
            ? throw new TrialSetupException(trial.Parameters, new MLPoshException(ErrorId.OptionOutOfRange, "no such thing"))
            : Setup()(trial);
        var results = Sweep.Run(Rates(0.1, 0.2, 0.3), Make, Data, new SweepOptions { Seed = 1 }).ToList();
        Assert.Equal(TrialState.Failed, results[1].State);
        Assert.Equal("no such thing", results[1].Error);
        Assert.Equal(TrialState.Completed, results[2].State);
    }

    [Fact]
    public void Folds_give_the_mean_over_the_samples_left_out()
    {
        var result = Sweep.Run(Rates(0.1), Setup(), Data, new SweepOptions { Seed = 3, Fold = 4 }).Single();
        var folds = DatasetSplitter.Fold(Data, 4, 3);
        var alone = folds.Select(fold => Trainer.Run(
            Net(), fold.Train, Options(0.1) with { Seed = result.Seed, Validation = fold.Test }).Last()).ToList();
        Assert.Equal(alone.Average(last => last.ValidationLoss!.Value), result.FinalLoss, 12);
        Assert.Equal(alone.Average(last => last.BestLoss), result.BestLoss, 12);
    }

    [Fact]
    public void A_validation_is_what_losses_are_of()
    {
        var validation = Samples.Cloud(50, 2, 1, seed: 8);
        var result = Sweep.Run(Rates(0.1), Setup(), Data, new SweepOptions { Seed = 3, Validation = validation }).Single();
        var alone = Trainer.Run(Net(), Data, Options(0.1) with { Seed = result.Seed, Validation = validation }).Last();
        Assert.Equal(alone.ValidationLoss, result.FinalLoss);
    }

    [Fact]
    public void Who_stops_enumerating_stops_the_trials()
    {
        var trials = Enumerable.Range(1, 1000).Select(i => Of(("Epoch", i == 1 ? 1 : 1_000_000), ("LearningRate", 0.001))).ToList();
        var watch = Stopwatch.StartNew();
        Assert.Single(Sweep.Run(trials, Setup(), Data, new SweepOptions { Seed = 1, ThrottleLimit = 2 }).Take(1));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_cancelled_sweep_says_so()
    {
        using var stop = new CancellationTokenSource();
        var trials = Enumerable.Range(1, 10).Select(_ => Of(("Epoch", 10_000_000), ("LearningRate", 0.001))).ToList();
        stop.CancelAfter(100);
        Assert.ThrowsAny<OperationCanceledException>(
            () => Sweep.Run(trials, Setup(), Data, new SweepOptions { Seed = 1 }, token: stop.Token).Count());
    }

    [Fact]
    public void Halving_takes_the_best_of_each_rung_on()
    {
        double[] rates = [1e-5, 0.1, 1e-4, 0.3, 1e-3, 0.2, 0.01, 1e30, 0.03];
        var options = new SweepOptions { Seed = 1, Halving = new HalvingOptions(2, 3, 18), ThrottleLimit = 2 };
        var trials = rates.Select(rate => Of(("LearningRate", rate), ("Epoch", 18))).ToList();
        var results = Sweep.Run(trials, Setup(), Data, options).ToList();
        Assert.Equal(Enumerable.Range(1, 9), results.Select(result => result.Trial));

        // By hand: all to 2 epochs, the best 3 to 6, the best of those to 18.
        int[] first = Best(results.Select(result => result.Trial), 2, 3);
        int last = Best(first, 6, 1).Single();
        foreach (var result in results)
        {
            int epochs = result.Trial == last ? 18 : first.Contains(result.Trial) ? 6 : 2;
            Assert.Equal(result.Trial == 8 ? TrialState.Diverged : epochs == 18 ? TrialState.Completed : TrialState.Pruned, result.State);
            Assert.True(result.Trial == 8 || result.Epochs == epochs);
        }

        var alone = Trainer.Run(Net(), Data, Options(rates[last - 1], 18) with { Seed = results[last - 1].Seed }).Last();
        Assert.Equal(alone.Loss, results[last - 1].FinalLoss);

        int[] Best(IEnumerable<int> among, int epochs, int count) => [.. among
            .Select(trial => (Trial: trial, Trainer.Run(Net(), Data, Options(rates[trial - 1], epochs)).Last().BestLoss))
            .OrderBy(run => run.BestLoss).Take(count).Select(run => run.Trial)];
    }

    [Fact]
    public void Rungs_do_not_change_what_a_schedule_does()
    {
        TrialSetup Scheduled(Trial trial) => new(
            Net(), Options(0.1, 20) with { Seed = trial.Seed, Schedule = Schedule.Find("Cosine") }, trial.Parameters);
        var whole = Trainer.Run(Net(), Data, Scheduled(new Trial(1, Of(), 1)).Options).ToList();
        var options = new SweepOptions { Seed = 1, Halving = new HalvingOptions(5, 2, 20) };
        var results = Sweep.Run([Of(("A", 1)), Of(("A", 2))], Scheduled, Data, options).ToList();
        Assert.Equal(whole[4].Loss, results.Single(result => result.State == TrialState.Pruned).FinalLoss);
        Assert.Equal(whole[19].Loss, results.Single(result => result.State == TrialState.Completed).FinalLoss);
    }

    [Fact]
    public void A_doubt_is_told_once_and_progress_ends_with_all_done()
    {
        var doubts = new List<string>();
        var last = default(SweepProgress);
        var classes = Samples.Classes(60, 2, 3);
        TrialSetup Make(Trial trial) => new(
            Samples.Network(2, "Linear(3)", "Softmax"), Options(0.1) with { Seed = trial.Seed }, trial.Parameters);
        var options = new SweepOptions { Seed = 1, Warn = doubts.Add, Progress = progress => last = progress };
        Assert.Equal(5, Sweep.Run(Rates(0.1, 0.2, 0.3, 0.4, 0.5), Make, classes, options).Count());
        Assert.Contains("applies that itself", Assert.Single(doubts), StringComparison.Ordinal);
        Assert.Equal((5, 5), (last.Done, last.Count));
        Assert.NotNull(last.Best);
    }

    private static (int, long, double, double, int) Figures(SweepTrial trial) =>
        (trial.Trial, trial.Seed, trial.FinalLoss, trial.BestLoss, trial.Epochs);

    private static List<TrialParameters> Rates(params double[] rates) => [.. rates.Select(rate => Of(("LearningRate", rate)))];

    private static TrialParameters Of(params (string Name, object Value)[] values) =>
        new(values.Select(value => KeyValuePair.Create(value.Name, value.Value)));

    private static Network Net() => Samples.Network(2, "Linear(5)", "Tanh", "Linear(1)");

    private static TrainingOptions Options(double rate, int epochs = 30) => new() { Optimizer = new SGD(rate), Epochs = epochs };

    private static Func<Trial, TrialSetup> Setup() => trial => new(
        Net(),
        Options((double)(trial.Parameters["LearningRate"] ?? 0.1), (int)(trial.Parameters["Epoch"] ?? 30)) with
        {
            Seed = trial.Seed,
            BatchSize = (int?)trial.Parameters["BatchSize"],
        },
        trial.Parameters);
}
