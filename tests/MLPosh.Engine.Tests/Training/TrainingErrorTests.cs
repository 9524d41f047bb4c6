namespace MLPosh.Engine.Tests.Training;

public class TrainingErrorTests
{
    private static readonly Dataset Line = Samples.Line(20);

    public static TheoryData<string, Func<object>> BadOptions => new()
    {
        { "LearningRate", () => new SGD(0) },
        { "LearningRate", () => new SGD(-0.1) },
        { "LearningRate", () => new SGD(double.NaN) },
        { "LearningRate", () => new SGD(double.PositiveInfinity) },
        { "Momentum", () => new SGD(0.1, 1) },
        { "Momentum", () => new SGD(0.1, -0.1) },
        { "Momentum", () => new SGD(0.1, double.NaN) },
        { "WeightDecay", () => new SGD(0.1, 0, -1) },
        { "Epoch", () => new TrainingOptions { Epochs = 0 } },
        { "BatchSize", () => new TrainingOptions { BatchSize = 0 } },
        { "BatchSize", () => new TrainingOptions { BatchSize = -1 } },
        { "Every", () => new TrainingOptions { Every = 0 } },
        { "Patience", () => new TrainingOptions { Patience = 0 } },
        { "MinDelta", () => new TrainingOptions { MinDelta = -1 } },
        { "ThreadCount", () => new TrainingOptions { ThreadCount = 0 } },
        { "MaxTime", () => new TrainingOptions { MaxTime = TimeSpan.Zero } },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void An_option_out_of_range_is_named(string option, Func<object> make)
    {
        var error = Assert.Throws<MLPoshException>(make);
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.StartsWith(option, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Target);
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_an_error()
    {
        var error = Fails(new TrainingOptions { BatchSize = 21 });
        Assert.Equal((ErrorId.OptionOutOfRange, (object)21), (error.Id, error.Target));
        Assert.Contains("20", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_size_that_differs_from_the_data_is_an_error()
    {
        var error = Assert.Throws<MLPoshException>(() => Trainer.Run(Samples.Network(3, "Linear(1)"), Line));
        Assert.Equal(ErrorId.NetworkShapeMismatch, error.Id);
        Assert.Same(Line, error.Target);
        Assert.Contains("takes 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_size_that_differs_from_the_targets_is_an_error()
    {
        var error = Assert.Throws<MLPoshException>(() => Trainer.Run(Samples.Network(1, "Linear(2)"), Line));
        Assert.Equal(ErrorId.NetworkShapeMismatch, error.Id);
        Assert.Contains("gives 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_validation_that_does_not_fit_is_an_error() => Assert.Equal(
        ErrorId.NetworkShapeMismatch, Fails(new TrainingOptions { Validation = Samples.Cloud(5, 2, 1) }).Id);

    [Fact]
    public void Classes_do_not_fit_a_loss_for_numbers()
    {
        var data = DatasetBuilder.FromArrays(new[] { 1.0, 2 }, new[] { "cat", "dog" });
        var error = Assert.Throws<MLPoshException>(() => Trainer.Run(Samples.Network(1, "Linear(2)"), data));
        Assert.Equal(ErrorId.LossMismatch, error.Id);
        Assert.Equal("MSE", error.Target);
        Assert.Contains("cat, dog", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_network_cannot_be_trained_twice_at_once()
    {
        var network = Samples.Network(1, "Linear(1)");
        using var training = Trainer.Run(network, Line).GetEnumerator();
        Assert.True(training.MoveNext());
        var error = Assert.Throws<MLPoshException>(() => Trainer.Run(network, Line).ToList());
        Assert.Equal(ErrorId.NetworkInUse, error.Id);
        Assert.Same(network, error.Target);
        Assert.Equal(ErrorId.NetworkInUse, Assert.Throws<MLPoshException>(() => network.SetParameter("0.bias", [1])).Id);
        Assert.True(training.MoveNext());
        training.Dispose();
        network.SetParameter("0.bias", [1]);
    }

    [Theory]
    [InlineData("Foo", "loss")]
    public void An_unknown_loss_lists_the_known_ones(string name, string kind)
    {
        var error = Assert.Throws<MLPoshException>(() => Loss.Find(name));
        Assert.Equal((ErrorId.LossNotRecognized, (object)name), (error.Id, error.Target));
        Assert.Contains(kind, error.Message, StringComparison.Ordinal);
        Assert.Contains("L1, MSE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_optimizer_lists_the_known_ones()
    {
        var error = Assert.Throws<MLPoshException>(() => Optimizer.Create("Foo", new Dictionary<string, object>()));
        Assert.Equal(ErrorId.OptimizerNotRecognized, error.Id);
        Assert.Contains("SGD", error.Message, StringComparison.Ordinal);
    }

    private static MLPoshException Fails(TrainingOptions options) =>
        Assert.Throws<MLPoshException>(() => Trainer.Run(Samples.Network(1, "Linear(1)"), Line, options));
}
