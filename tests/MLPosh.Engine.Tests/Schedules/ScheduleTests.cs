namespace MLPosh.Engine.Tests.Schedules;

/// <summary>The rates themselves are compared with PyTorch's in TrainingReferenceTests.</summary>
public class ScheduleTests
{
    private static readonly Dataset Line = Samples.Line(20);

    public static TheoryData<string, Func<object>> BadSettings => new()
    {
        { "WarmupEpoch", () => new ConstantSchedule { WarmupEpoch = -1 } },
        { "WarmupFactor", () => new ConstantSchedule { WarmupFactor = 0 } },
        { "WarmupFactor", () => new CosineSchedule { WarmupFactor = 1.1 } },
        { "StepSize", () => new StepSchedule { StepSize = 0 } },
        { "Gamma", () => new StepSchedule { Gamma = 0 } },
        { "Gamma", () => new ExponentialSchedule { Gamma = 1.01 } },
        { "Gamma", () => new ExponentialSchedule { Gamma = double.NaN } },
        { "MaxEpoch", () => new CosineSchedule { MaxEpoch = 0 } },
        { "MinLearningRate", () => new CosineSchedule { MinLearningRate = -1 } },
        { "PercentStart", () => new OneCycleSchedule { PercentStart = 1.1 } },
        { "DivFactor", () => new OneCycleSchedule { DivFactor = 0 } },
        { "FinalDivFactor", () => new OneCycleSchedule { FinalDivFactor = -1 } },
        { "Factor", () => new ReduceOnPlateauSchedule { Factor = 1 } },
        { "Patience", () => new ReduceOnPlateauSchedule { Patience = -1 } },
        { "Threshold", () => new ReduceOnPlateauSchedule { Threshold = 1 } },
        { "Cooldown", () => new ReduceOnPlateauSchedule { Cooldown = -1 } },
        { "MinLearningRate", () => new ReduceOnPlateauSchedule { MinLearningRate = double.NaN } },
    };

    public static TheoryData<Schedule, string, string> TooLong => new()
    {
        { new ConstantSchedule { WarmupEpoch = 10 }, "WarmupEpoch is 10", "below 10, the number of epochs" },
        { new StepSchedule { StepSize = 10 }, "StepSize is 10", "below 10, the number of epochs" },
        { new StepSchedule { StepSize = 7, WarmupEpoch = 4 }, "StepSize is 7", "below 6, the number of epochs after 4 of warm-up" },
        { new CosineSchedule { MaxEpoch = 11 }, "MaxEpoch is 11", "at most 10, the number of epochs" },
        { new CosineSchedule { MaxEpoch = 9, WarmupEpoch = 2 }, "MaxEpoch is 9", "at most 8" },
    };

    [Theory]
    [MemberData(nameof(BadSettings))]
    public void A_setting_out_of_range_is_named(string setting, Func<object> make)
    {
        var error = Assert.Throws<MLPoshException>(make);
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.StartsWith($"{setting} is ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TooLong))]
    public void A_schedule_longer_than_the_run_is_refused_with_both_numbers(Schedule schedule, string setting, string allowed)
    {
        var network = Samples.Network(1, "Linear(1)");
        var error = Assert.Throws<MLPoshException>(
            () => Trainer.Run(network, Line, new TrainingOptions { Epochs = 10, Schedule = schedule }));
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.Contains(setting, error.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, error.Message, StringComparison.Ordinal);
        Assert.Equal(11, Trainer.Run(network, Line, new TrainingOptions { Epochs = 15, Schedule = schedule, Every = 10 }).ElementAt(1).Epoch);
    }

    [Fact]
    public void An_unknown_schedule_lists_the_known_ones()
    {
        var error = Assert.Throws<MLPoshException>(() => Schedule.Find("Foo"));
        Assert.Equal((ErrorId.ScheduleNotRecognized, (object)"Foo"), (error.Id, error.Target));
        Assert.Contains("Constant, Step, Exponential, Cosine, OneCycle, ReduceOnPlateau", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_are_given_by_name()
    {
        Assert.Equal(
            new StepSchedule { StepSize = 5, Gamma = 0.5, WarmupEpoch = 2 },
            Schedule.Create("step", new Dictionary<string, object> { ["stepsize"] = 5, ["Gamma"] = 0.5, ["WarmupEpoch"] = 2 }));
        var error = Assert.Throws<MLPoshException>(
            () => Schedule.Create("Cosine", new Dictionary<string, object> { ["Gamma"] = 0.5 }));
        Assert.Contains("Cosine has no setting Gamma", error.Message, StringComparison.Ordinal);
        Assert.Contains("StepSize from the run", new StepSchedule().Setting, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void Every_schedule_by_name_fits_a_run_of_any_length(int epochs) => Assert.All(Schedule.Available, schedule =>
    {
        double[] rates = Rates(schedule, epochs);
        Assert.All(rates, rate => Assert.InRange(rate, 0, 0.1));
        Assert.Equal(epochs, rates.Length);
    });

    [Fact]
    public void OneCycle_has_its_top_and_end_where_told()
    {
        double[] rates = Rates(new OneCycleSchedule { PercentStart = 0.5, DivFactor = 10, FinalDivFactor = 2 }, 10);
        Assert.Equal(0.01, rates[0], 15);
        Assert.Equal(0.1, rates[4], 15);
        Assert.Equal(0.005, rates[9], 15);
        // A rise that is over with the first step begins at the top.
        Assert.Equal(0.1, Rates(new OneCycleSchedule { PercentStart = 0.1 }, 10)[0], 15);
        Assert.Equal(0.1, Rates(new OneCycleSchedule { PercentStart = 1 }, 10)[9], 15);
    }

    [Fact]
    public void A_plateau_is_one_of_the_validation_where_there_is_one()
    {
        // The validation's slope is the opposite: each step makes its loss worse, and the training's better.
        var against = Samples.Of([1, 2, 3], [-2, -4, -6]);
        var network = Samples.Network(1, "Linear(1)");
        network.SetParameter("0.weight", [0]);
        network.SetParameter("0.bias", [0]);
        var options = new TrainingOptions
        {
            Epochs = 7, Validation = against, Optimizer = new SGD(0.0001),
            Schedule = new ReduceOnPlateauSchedule { Patience = 1, Factor = 0.5 },
        };
        double[] rates = [.. Trainer.Run(network, Line, options).Select(epoch => epoch.LearningRate!.Value)];
        Assert.Equal([0.0001, 0.0001, 0.0001, 0.00005, 0.00005, 0.000025, 0.000025], rates);
    }

    private static double[] Rates(Schedule schedule, int epochs) =>
    [
        .. Trainer.Run(
            Samples.Network(1, "Linear(1)"),
            Line,
            new TrainingOptions { Epochs = epochs, Schedule = schedule, Optimizer = new SGD(0.1), Loss = Loss.Find("L1") })
            .Select(epoch => epoch.LearningRate!.Value),
    ];
}
