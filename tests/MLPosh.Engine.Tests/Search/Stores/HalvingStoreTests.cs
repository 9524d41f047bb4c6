namespace MLPosh.Engine.Tests.Search.Stores;

/// <summary>Successive halving with a store: what is read from it is what the sweep gave.</summary>
public sealed class HalvingStoreTests : IDisposable
{
    private static readonly Dataset Data = Samples.Cloud(60, 2, 1);
    private static readonly double[] Rates = [1e-5, 0.1, 1e-4, 0.3, 1e-3, 0.2, 0.01, 1e30, 0.03];

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void States_are_read_as_the_sweep_gave_them_and_again_by_the_next()
    {
        var first = Run().ToList();
        Assert.Equal(
            [TrialState.Completed, TrialState.Pruned, TrialState.Diverged],
            first.Select(trial => trial.State).Distinct().Order());
        Assert.Equal(first.Select(Figures), TrialStore.Read(_folder.Path).Select(Figures));
        Assert.Equal(first.Select(Figures), Run().Select(Figures));
        Assert.All(TrialStore.Read(_folder.Path, withHistory: true).Where(trial => trial.State == TrialState.Pruned), trial =>
            Assert.Equal(trial.Epochs, trial.GetHistory().Count));
    }

    [Fact]
    public void A_sweep_that_ended_before_it_said_what_is_pruned_says_so_the_next_time()
    {
        var whole = Run().Select(Figures).ToList();
        using var store = TrialStore.Open(_folder.Path, StoreFolder.Identity.Entries, StoreFolder.Identity.Seed);
        var completed = store.Inner.Finished();
        store.Dispose();

        // As a process leaves it that is killed between the two: all that is finished, nothing said of it.
        Directory.Delete(_folder.Path, recursive: true);
        using (var again = TrialStore.Open(_folder.Path, StoreFolder.Identity.Entries, StoreFolder.Identity.Seed))
        {
            foreach (var stored in completed)
            {
                again.Inner.Finish(stored with
                {
                    Trial = stored.Trial with { State = stored.Trial.State == TrialState.Pruned ? TrialState.Completed : stored.Trial.State },
                });
            }
        }

        Assert.DoesNotContain(TrialStore.Read(_folder.Path), trial => trial.State == TrialState.Pruned);
        Assert.Equal(whole, Run().Select(Figures));
        Assert.Equal(whole, TrialStore.Read(_folder.Path).Select(Figures));
    }

    private static (int, TrialState, int, double, TimeSpan) Figures(SweepTrial trial) =>
        (trial.Trial, trial.State, trial.Epochs, trial.FinalLoss, trial.Duration);

    private IEnumerable<SweepTrial> Run()
    {
        using var store = TrialStore.Open(_folder.Path, StoreFolder.Identity.Entries, StoreFolder.Identity.Seed);
        var trials = Rates.Select(rate => new TrialParameters([KeyValuePair.Create("LearningRate", (object)rate)])).ToList();
        var options = new SweepOptions { Seed = 1, Halving = new HalvingOptions(2, 3, 18), ThrottleLimit = 2 };
        foreach (var trial in Sweep.Run(trials, Setup, Data, options, store))
        {
            yield return trial;
        }
    }

    private static TrialSetup Setup(Trial trial) => new(
        Samples.Network(2, "Linear(5)", "Tanh", "Linear(1)"),
        new TrainingOptions { Optimizer = new SGD((double)trial.Parameters["LearningRate"]!), Epochs = 18, Seed = trial.Seed },
        trial.Parameters);
}
