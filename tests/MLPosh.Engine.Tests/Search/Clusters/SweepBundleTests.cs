using MLPosh.Engine.Tests.Networks;

namespace MLPosh.Engine.Tests.Search.Clusters;

public sealed class SweepBundleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlposh bundle ").FullName;

    private string File => Path.Combine(_folder, "sweep.bundle");

    public static TheoryData<string> Networks => [.. LayerNetworks.Names];

    public static TheoryData<string> Optimizers => [.. Optimizer.Names];

    public static TheoryData<string> Schedules => [.. Schedule.Names];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_network_comes_back_as_it_was_drawn_or_changed(string name)
    {
        var changed = LayerNetworks.Network(name);
        var drawn = changed.Copy(11);
        var back = Again(Bundle([changed, drawn, changed.Copy()])).Trials.Select(trial => trial.Setup().Network).ToList();
        Assert.Equal(SweepFingerprint.Of(changed), SweepFingerprint.Of(back[0]));
        Assert.Equal(SweepFingerprint.Of(drawn), SweepFingerprint.Of(back[1]));
        Assert.Equal(SweepFingerprint.Of(changed), SweepFingerprint.Of(back[2]));
        Assert.Equal((drawn.Seed, drawn.Kind, drawn.IsAutoEncoder), (back[1].Seed, back[1].Kind, back[1].IsAutoEncoder));
        Assert.NotSame(back[0], back[2]);
    }

    [Fact]
    public void Kinds_and_autoencoders_stay_what_they_are()
    {
        var network = NetworkKinds.Create("AutoEncoder", new NetworkKindOptions { InputSize = 4, CodeSize = 2 }, 3);
        var back = Assert.Single(Again(Bundle([network])).Trials).Setup().Network;
        Assert.Equal((network.Kind, true, network.ToString()), (back.Kind, back.IsAutoEncoder, back.ToString()));
        Assert.Equal(network.Snapshot(), back.Snapshot());
    }

    [Fact]
    public void What_many_trials_share_and_what_a_seed_draws_takes_no_room()
    {
        var large = Samples.Network(100, "Linear(100)", "Linear(1)");
        Bundle([.. Enumerable.Range(0, 20).Select(seed => large.Copy(seed))]).Write(File);
        Assert.InRange(new FileInfo(File).Length, 1, 40_000);
        large.SetParameter(large.ParameterNames[0], [.. Enumerable.Repeat(0.5, large.GetParameters()[0].ElementCount)]);
        Bundle([.. Enumerable.Range(0, 20).Select(_ => large.Copy())]).Write(File);
        Assert.InRange(new FileInfo(File).Length, 80_000, 160_000);
    }

    [Fact]
    public void Datasets_come_back_whole()
    {
        var classes = Samples.Classes(300, 5, 3);
        var standardized = new Dataset([1, 2, 3, 4, 5, 6], [1, 2], 2, [3, 1], ["a"], ["y"], null, [0.5], [2.5]);
        var bundle = Bundle([Samples.Network(5, "Linear(3)")]) with
        {
            Dataset = classes,
            Options = new SweepOptions
            {
                Seed = 5, Validation = standardized, Halving = new HalvingOptions(2, 4, 9), Fold = 3, TensorBoardFolder = "/tb",
            },
        };
        var back = Again(bundle);
        Assert.Equal(SweepFingerprint.Of(classes), SweepFingerprint.Of(back.Dataset));
        Assert.Equal(classes.FeatureNames, back.Dataset.FeatureNames);
        Assert.Equal(SweepFingerprint.Of(standardized), SweepFingerprint.Of(back.Options.Validation!));
        Assert.Equal(standardized.FeatureMean, back.Options.Validation!.FeatureMean);
        Assert.Equal(standardized.FeatureScale, back.Options.Validation.FeatureScale);
        Assert.Equal(bundle.Options with { Validation = null }, back.Options with { Validation = null });
        Assert.Equal(bundle.Identity.Entries, back.Identity.Entries);
        Assert.Equal((bundle.Store, 5L), (back.Store, back.Identity.Seed));
    }

    [Fact]
    public void A_dataset_larger_than_a_block_comes_back_whole()
    {
        var data = Samples.Cloud(600_000, 2, 1);
        Assert.Equal(SweepFingerprint.Of(data), SweepFingerprint.Of(Again(Bundle([]) with { Dataset = data }).Dataset));
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Optimizers_come_back(string name)
    {
        var optimizer = Optimizer.Find(name) with { LearningRate = 1.0 / 3 };
        Assert.Equal(optimizer.ToString(), Again(new TrainingOptions { Optimizer = optimizer }).Optimizer.ToString());
    }

    [Fact]
    public void Settings_of_optimizers_come_back()
    {
        Optimizer[] optimizers =
        [
            new SGD { Momentum = 0.9, Nesterov = true, WeightDecay = 1e-4 },
            new Adam { Beta = [0.8, 0.95], AmsGrad = true },
            Optimizer.Create("LBFGS", new Dictionary<string, object> { ["LineSearch"] = LineSearch.StrongWolfe, ["HistorySize"] = 7 }),
        ];
        Assert.All(optimizers, optimizer => Assert.Equal(
            optimizer.ToString(), Again(new TrainingOptions { Optimizer = optimizer }).Optimizer.ToString()));
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Schedules_come_back(string name)
    {
        var schedule = Schedule.Find(name) with { WarmupEpoch = 2 };
        Assert.Equal(schedule.ToString(), Again(new TrainingOptions { Schedule = schedule }).Schedule!.ToString());
    }

    [Fact]
    public void All_other_options_come_back()
    {
        var options = new TrainingOptions
        {
            Method = TrainingMethod.RandomSearch, Loss = Loss.Find("Huber"), GradientClip = 2, Epochs = 7, BatchSize = 3, Shuffle = true,
            Seed = 1L << 40, Patience = 4, MinDelta = 0.1, RestoreBest = true, MaxTime = TimeSpan.FromSeconds(1.5), Regularization = 0,
            SearchDeviation = 1, Device = ComputeDevice.Find("Reference"), Precision = Precision.Double, ThreadCount = 2,
        };
        Assert.Equal(options, Again(options));
        Assert.Equal(new TrainingOptions(), Again(new TrainingOptions()));
    }

    [Fact]
    public void What_could_not_be_made_fails_at_the_worker_with_the_same_words()
    {
        var shown = new TrialParameters([KeyValuePair.Create("A", (object)1)]);
        var trial = BundledTrial.Of(new Trial(3, shown, 9), _ => throw new TrialSetupException(shown, new InvalidOperationException("No way.")));
        var back = Assert.Single(Again(Bundle([]) with { Trials = [trial] }).Trials);
        var error = Assert.Throws<TrialSetupException>(back.Setup);
        Assert.Equal(("No way.", "A=1", 3, 9L), (error.InnerException!.Message, error.Shown.ToString(), back.Trial.Number, back.Trial.Seed));
    }

    [Fact]
    public void No_damage_goes_unnoticed()
    {
        Bundle([Samples.Network(2, "Linear(1)")]).Write(File);
        byte[] whole = System.IO.File.ReadAllBytes(File);
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 0x10;
            AssertInvalid(damaged);
            AssertInvalid(whole[..i]);
        }
    }

    [Fact]
    public void A_missing_file_and_a_folder_that_cannot_be_written_have_errors_of_their_own()
    {
        var missing = Assert.Throws<MLPoshException>(() => SweepWorker.Run(File));
        Assert.Equal(ErrorId.PathNotFound, missing.Id);
        Assert.Contains(File, missing.Message, StringComparison.Ordinal);
        System.IO.File.WriteAllText(Path.Combine(_folder, "file"), "");
        var error = Assert.Throws<MLPoshException>(() => Bundle([]).Write(Path.Combine(_folder, "file", "sweep.bundle")));
        Assert.Equal(ErrorId.FileNotWritable, error.Id);
    }

    private void AssertInvalid(byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File, bytes);
        var error = Assert.Throws<MLPoshException>(() => SweepBundle.Read(File));
        Assert.Equal(ErrorId.FileFormatInvalid, error.Id);
        Assert.Contains(File, error.Message, StringComparison.Ordinal);
    }

    private SweepBundle Again(SweepBundle bundle)
    {
        bundle.Write(File);
        return SweepBundle.Read(File);
    }

    private static TrainingOptions Again(TrainingOptions options) => TrainingOptionsJson.Read(TrainingOptionsJson.Write(options));

    private static SweepBundle Bundle(Network[] networks) => new()
    {
        Store = "/store",
        Identity = new SweepIdentity([KeyValuePair.Create("Dataset", "some"), KeyValuePair.Create("Grid", "0.1")], 5),
        Dataset = Samples.Of([1, 2], [3, 4]),
        Options = new SweepOptions { Seed = 5 },
        Trials = [.. networks.Select((network, i) => BundledTrial.Of(
            new Trial(i + 1, new TrialParameters([]), i), trial => new TrialSetup(network, new TrainingOptions(), trial.Parameters)))],
    };
}
