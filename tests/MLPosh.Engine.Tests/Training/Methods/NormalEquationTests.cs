using System.Text.Json;

namespace MLPosh.Engine.Tests.Training.Methods;

public class NormalEquationTests
{
    private static readonly TrainingOptions Solve = new() { Method = TrainingMethod.NormalEquation };

    private static readonly Dataset Cloud = Samples.Cloud(80, 4, 2);

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Mpg_has_scikit_learns_numbers(int model)
    {
        var reference = Reference().GetProperty("models")[model];
        double penalty = reference.GetProperty("regularization").GetDouble();
        CompareWithMpg(reference, "Linear(1)", Solve with { Regularization = penalty });
    }

    [SkippableFact]
    public void Mpg_without_a_bias_has_scikit_learns_numbers() =>
        CompareWithMpg(Reference().GetProperty("withoutBias"), "Linear(1, bias=false)", Solve);

    [Fact]
    public void One_record_tells_what_there_is_and_nothing_else()
    {
        var network = Samples.Network(4, "Linear(2)");
        var record = Assert.Single(Trainer.Run(network, Cloud, Solve with { Seed = 5, Validation = Samples.Cloud(30, 4, 2, 9) }));
        Assert.Equal((1, StopReason.Completed, 1, 5L, "Cpu"), (record.Epoch, record.StopReason, record.BestEpoch, record.Seed, record.Device));
        Assert.Null(record.LearningRate);
        Assert.InRange(record.GradientNorm!.Value, 0, 1e-14);
        Assert.Equal(NetworkEvaluation.MeanLoss(network, Cloud, Loss.Find("MSE"), precision: Precision.Double), record.Loss, 14);
        double validation = NetworkEvaluation.MeanLoss(
            network, Samples.Cloud(30, 4, 2, 9), Loss.Find("MSE"), precision: Precision.Double);
        Assert.Equal(validation, record.ValidationLoss!.Value, 14);
        Assert.Equal(record.ValidationLoss, record.BestLoss);
    }

    [Fact]
    public void Gradient_descent_comes_to_the_same_place()
    {
        var solved = Samples.Network(4, "Linear", "Linear(2)", "Linear");
        var descended = solved.Copy();
        double loss = Trainer.Run(solved, Cloud, Solve).Single().Loss;
        var last = Trainer.Run(
            descended, Cloud, new TrainingOptions { Epochs = 3000, Optimizer = new SGD(0.2), Precision = Precision.Double }).Last();
        Assert.Equal(loss, last.Loss, 12);
        Assert.All(solved.Snapshot().Zip(descended.Snapshot()), pair => Assert.Equal(pair.First, pair.Second, 1e-8));
    }

    [Fact]
    public void Two_thousand_features_take_seconds()
    {
        double[] slopes = [.. Enumerable.Range(0, 2000).Select(i => Math.Sin(i))];
        var data = DatasetGenerator.Generate(
            "Linear", new() { Count = 4000, Slope = slopes, Low = -1, High = 1, Noise = 0.1, Seed = 1 });
        var network = Samples.Network(2000, "Linear(1)");
        var record = Trainer.Run(network, data, Solve).Single();
        Assert.InRange(record.Loss, 0.004, 0.006); // the noise's 0.01, half of which as many weights explain away
        Assert.InRange(record.GradientNorm!.Value, 0, 1e-12);
        Assert.True(record.Elapsed < TimeSpan.FromSeconds(30), $"{record.Elapsed}");
    }

    [Fact]
    public void Precision_seed_and_every_change_nothing()
    {
        var first = Samples.Network(4, "Linear(2)");
        _ = Trainer.Run(first, Cloud, Solve).Single();
        var second = Samples.Network(4, "Linear(2)");
        _ = Trainer.Run(second, Cloud, Solve with { Precision = Precision.Single, Seed = 1, Every = 3, ThreadCount = 2 }).Single();
        Assert.Equal(first.Snapshot(), second.Snapshot());
    }

    [Fact]
    public void A_feature_that_depends_on_others_is_named_and_nothing_changes()
    {
        var data = Samples.Of([1, 2, 5, 2, 1, 4, 3, 5, 13, 4, 0, 4, 5, 7, 19], [1, 2, 3, 4, 5], 3);
        Singular(data, "Linear(1)", "x3", "linear combination", "-Regularization above 0");
    }

    [Fact]
    public void A_constant_feature_depends_on_the_bias_and_on_nothing_else()
    {
        var data = Samples.Of([1, 0.1, 2, 0.1, 4, 0.1, 7, 0.1], [1, 2, 3, 4], 2);
        Singular(data, "Linear(1)", "x2", "as the bias is");
        Assert.Equal(StopReason.Completed, Trainer.Run(Samples.Network(2, "Linear(1, bias=false)"), data, Solve).Single().StopReason);

        var network = Samples.Network(2, "Linear(1)");
        _ = Trainer.Run(network, data, Solve with { Regularization = 1 }).Single();
        Assert.Equal(0, network.GetParameter("0.weight").Value[1]);
    }

    [Fact]
    public void A_feature_of_zeros_is_named() => Singular(
        Samples.Of([1, 0, 2, 0, 4, 0, 7, 0], [1, 2, 3, 4], 2), "Linear(1, bias=false)", "x2", "0 in all samples");

    [Theory]
    [InlineData("Linear(1)", 3, "x3")]
    [InlineData("Linear(1, bias=false)", 3, "x4")]
    [InlineData("Linear(1)", 1, "x1")]
    public void Fewer_samples_than_weights_are_singular(string layer, int count, string feature) =>
        Singular(Samples.Cloud(count, 4, 1), layer, feature, "too few");

    [Fact]
    public void Fewer_samples_than_weights_are_enough_with_regularization()
    {
        var record = Trainer.Run(Samples.Network(40, "Linear(1)"), Samples.Cloud(10, 40, 1), Solve with { Regularization = 0.1 }).Single();
        Assert.True(record.Loss < 0.01);
    }

    [Fact]
    public void A_regularization_lost_in_rounding_asks_for_a_larger_one() => Singular(
        Samples.Of([1, 2, 2, 4, 3, 6, 7, 14], [1, 2, 3, 5], 2), "Linear(1)", "x2", "larger", options: Solve with { Regularization = 1e-30 });

    [Theory]
    [InlineData("Linear(3)", "ReLU", "Linear(1)")]
    [InlineData("Linear(3)", "Linear(1)")]
    [InlineData("Linear(1)", "Tanh")]
    [InlineData("Linear")]
    public void Another_network_is_refused(params string[] layers)
    {
        var error = Assert.Throws<MLPoshException>(() => Trainer.Run(Samples.Network(1, layers), Samples.Line(20), Solve));
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.Contains("exactly one Linear layer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_loss_is_refused()
    {
        var error = Assert.Throws<MLPoshException>(
            () => Trainer.Run(Samples.Network(1, "Linear(1)"), Samples.Line(20), Solve with { Loss = Loss.Find("L1") }));
        Assert.Equal((ErrorId.LossMismatch, (object)"L1"), (error.Id, error.Target));
        Assert.Contains("MSE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_are_refused()
    {
        var data = DatasetBuilder.FromArrays(new[] { 1.0, 2, 3 }, new[] { "a", "b", "a" });
        var error = Assert.Throws<MLPoshException>(() => Trainer.Run(Samples.Network(1, "Linear(2)"), data, Solve));
        Assert.Equal(ErrorId.LossMismatch, error.Id);
        Assert.Contains("MSE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_device_is_refused() => Refused(Solve with { Device = ComputeDevice.Find("Reference") }, "Device");

    [Fact]
    public void A_GPU_is_refused_for_what_it_is_and_not_for_its_precision()
    {
        var options = Solve with { Device = ComputeDevice.Emulator, Precision = Precision.Double };
        Refused(options, "Device is Emulator; it must be Cpu with the method NormalEquation");
    }

    [Fact]
    public void More_features_than_memory_holds_are_refused()
    {
        var data = Samples.Of(new double[10_000_000], [1], 10_000_000);
        var error = Assert.Throws<MLPoshException>(
            () => Trainer.Run(Samples.Network(10_000_000, "Linear(1)"), data, Solve with { Regularization = 1 }));
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.Contains("GiB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_solution_beyond_double_diverges_and_changes_nothing()
    {
        var data = Samples.Of([1, 2, 3, 4], [1e200, -1e200, 3e200, 0]);
        var network = Samples.Network(1, "Linear(1)");
        var before = network.Snapshot();
        Assert.Equal(StopReason.Diverged, Trainer.Run(network, data, Solve).Single().StopReason);
        Assert.Equal(before, network.Snapshot());
    }

    internal static void Refused(TrainingOptions options, string name)
    {
        var error = Assert.Throws<MLPoshException>(() => Trainer.Run(Samples.Network(1, "Linear(1)"), Samples.Line(20), options));
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.StartsWith(name, error.Message, StringComparison.Ordinal);
    }

    private static void Singular(Dataset data, string layer, string feature, string why, string? advice = null, TrainingOptions? options = null)
    {
        var network = Samples.Network(data.InputSize, layer);
        var before = network.Snapshot();
        var error = Assert.Throws<MLPoshException>(() => Trainer.Run(network, data, options ?? Solve).ToList());
        Assert.Equal((ErrorId.DesignSingular, (object)feature), (error.Id, error.Target));
        Assert.Contains($"'{feature}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains(advice ?? "-Regularization", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Snapshot());
    }

    private static void CompareWithMpg(JsonElement reference, string layer, TrainingOptions options)
    {
        string[] features = [.. Reference().GetProperty("features").EnumerateArray().Select(name => name.GetString()!)];
        var data = CsvDatasetReader.Read(
            SharedData.File("mpg.csv"), new() { Feature = features, Target = ["mpg"], Missing = MissingValues.Drop });
        Assert.Equal(Reference().GetProperty("count").GetInt32(), data.Count);
        var network = Samples.Network(3, layer);
        var record = Trainer.Run(network, data, options).Single();
        var expected = reference.GetProperty("weight").EnumerateArray().Select(weight => weight.GetDouble()).ToList();
        if (layer == "Linear(1)")
        {
            expected.Add(reference.GetProperty("bias").GetDouble());
        }

        Assert.All(expected.Zip(network.Snapshot()), pair => Same(pair.First, pair.Second));
        Same(reference.GetProperty("loss").GetDouble(), record.Loss);

        static void Same(double expected, double actual) => Assert.Equal(expected, actual, Math.Abs(expected) * 1e-10);
    }

    private static JsonElement Reference() => JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "References", "sklearn", "mpg.json"))).RootElement;
}
