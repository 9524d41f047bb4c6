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
        var error = Assert.Throws<MLPoshException>(() => Trainer.Run(
            Samples.Network(1, "Linear(2)"), data, new TrainingOptions { Loss = Loss.Find("MSE") }));
        Assert.Equal(ErrorId.LossMismatch, error.Id);
        Assert.Equal("MSE", error.Target);
        Assert.Contains("cat, dog", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "Losses that fit: CrossEntropy, BinaryCrossEntropy, NegativeLogLikelihood, Hinge, SquaredHinge, Perceptron.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CrossEntropy", "single numbers")]
    [InlineData("NegativeLogLikelihood", "single numbers")]
    [InlineData("KullbackLeibler", "single numbers")]
    [InlineData("BinaryCrossEntropy", "row 1 has ")]
    [InlineData("Hinge", "row 1 has ")]
    [InlineData("Perceptron", "row 1 has ")]
    public void Numbers_do_not_fit_a_loss_for_classes(string loss, string why)
    {
        var error = Fails(new TrainingOptions { Loss = Loss.Find(loss) });
        Assert.Equal(ErrorId.LossMismatch, error.Id);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Losses that fit: L1, MSE, Huber, SmoothL1, Difference.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_class_is_nothing_to_learn()
    {
        var data = DatasetBuilder.FromArrays(new[] { 1.0, 2 }, new[] { "cat", "cat" });
        var error = Assert.Throws<MLPoshException>(() => Trainer.Run(Samples.Network(1, "Linear(1)"), data));
        Assert.Equal(ErrorId.LossMismatch, error.Id);
        Assert.Contains("single class 'cat'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 2, null, "gives 2")]
    [InlineData(3, 1, null, "gives 1")]
    [InlineData(2, 2, "BinaryCrossEntropy", "one output")]
    [InlineData(2, 1, "CrossEntropy", "an output each")]
    public void Classes_and_outputs_must_be_as_many(int classes, int outputs, string? loss, string part)
    {
        var error = Assert.Throws<MLPoshException>(() => Trainer.Run(
            Samples.Network(3, $"Linear({outputs})"),
            Samples.Classes(20, 3, classes),
            new TrainingOptions { Loss = loss is null ? null : Loss.Find(loss) }));
        Assert.Equal(ErrorId.NetworkShapeMismatch, error.Id);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_validation_with_other_classes_is_an_error()
    {
        var data = DatasetBuilder.FromArrays(new[] { 1.0, 2 }, new[] { "cat", "dog" });
        var other = DatasetBuilder.FromArrays(new[] { 1.0, 2 }, new[] { "cat", "eel" });
        var error = Assert.Throws<MLPoshException>(
            () => Trainer.Run(Samples.Network(1, "Linear(2)"), data, new TrainingOptions { Validation = other }));
        Assert.Equal(ErrorId.DatasetShapeMismatch, error.Id);
        Assert.Contains("cat, eel", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Step")]
    [InlineData("Sign")]
    public void Numbers_behind_a_step_need_a_loss_that_looks_before_it(string last)
    {
        var network = Samples.Network(1, "Linear(1)", last);
        var data = Samples.Of([-2, -1, 1, 2], [1, 1, -1, -1]);
        var error = Assert.Throws<MLPoshException>(() => Trainer.Run(network, data));
        Assert.Equal(ErrorId.LossMismatch, error.Id);
        Assert.Contains("-Categorical", error.Message, StringComparison.Ordinal);
        var options = new TrainingOptions { Loss = Loss.Find("Perceptron"), Optimizer = new SGD(0.1), Epochs = 200 };
        Assert.Equal(0, Trainer.Run(network, data, options).Last().Loss);

        // Random search needs no slope.
        Assert.NotEmpty(Trainer.Run(network, data, new TrainingOptions { Method = TrainingMethod.RandomSearch, Epochs = 3 }));
    }

    [Theory]
    [InlineData("Softmax", 2, null, "CrossEntropy applies that itself")]
    [InlineData("Sigmoid", 1, null, "BinaryCrossEntropy applies that itself")]
    [InlineData("Step", 1, "BinaryCrossEntropy", "derivative is 0")]
    [InlineData("Step", 1, null, null)]
    [InlineData("ReLU", 2, null, null)]
    [InlineData("LogSoftmax", 2, null, null)]
    public void What_is_likely_a_mistake_is_told(string last, int outputs, string? loss, string? part)
    {
        var told = new List<string>();
        Trainer.Run(
            Samples.Network(3, $"Linear({outputs})", last),
            Samples.Classes(20, 3, 2),
            new TrainingOptions { Warn = told.Add, Loss = loss is null ? null : Loss.Find(loss) });
        Assert.Equal(part is null ? 0 : 1, told.Count);
        Assert.All(told, text => Assert.Contains(part!, text, StringComparison.Ordinal));
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
