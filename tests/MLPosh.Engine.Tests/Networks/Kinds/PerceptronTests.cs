namespace MLPosh.Engine.Tests.Networks.Kinds;

public class PerceptronTests
{
    public static TheoryData<double[], bool> Gates => new()
    {
        { [0, 0, 0, 1], true },
        { [0, 1, 1, 1], true },
        { [0, 1, 1, 0], false },
    };

    [Theory]
    [MemberData(nameof(Gates))]
    public void Rosenblatts_rule_finds_a_line_wherever_there_is_one(double[] y, bool isSeparable)
    {
        var gate = Labelled([0, 0, 0, 1, 1, 0, 1, 1], y);
        var network = NetworkKinds.Create("Perceptron", new() { InputSize = 2, OutputSize = 1 }, seed: 1);
        var epochs = Trainer.Run(network, gate, Rosenblatt(100)).ToList();
        var measured = NetworkMeasurement.Of(network, gate);
        Assert.Equal("Perceptron", measured.LossName);
        Assert.Equal(isSeparable, measured.Accuracy == 1);
        Assert.Equal(isSeparable, epochs[^1].Loss == 0);
    }

    [Theory]
    [InlineData("Step")]
    [InlineData("Sign")]
    public void A_separable_cloud_is_separated_and_the_answers_are_steps(string step)
    {
        var cloud = Samples.Cloud(300, 3, 1);

        // A margin around the plane x1 - 2 x2 + x3 = 0.5; Rosenblatt's rule then ends after finitely many corrections.
        double[][] kept = [.. cloud.X.Chunk(3).Where(x => Math.Abs(Side(x)) > 0.2)];
        var data = Labelled([.. kept.SelectMany(x => x)], [.. kept.Select(x => Side(x) > 0 ? 1.0 : 0)], 3);
        var network = Samples.Network(3, "Linear(1)", step);
        _ = Trainer.Run(network, data, Rosenblatt(200)).Last();
        Assert.Equal(1, NetworkMeasurement.Of(network, data).Accuracy);
        double low = step == "Step" ? 0 : -1;
        Assert.All(NetworkEvaluation.Predict(network, data), output => Assert.True(output == low || output == 1));
    }

    [Fact]
    public void One_output_a_class_learns_too()
    {
        var data = DatasetGenerator.Generate("Blobs", new() { Count = 150, ClassCount = 3, Seed = 2, Noise = 0.5 });
        var network = NetworkKinds.Create("Perceptron", new() { InputSize = 2, OutputSize = 3 }, seed: 1);
        var last = Trainer.Run(network, data, Rosenblatt(200)).Last();
        Assert.Equal((0.0, 1.0), (last.Loss, last.Accuracy));
    }

    [Fact]
    public void Numbers_as_targets_are_an_error_that_tells_how_to_mend_it_unless_the_loss_was_asked_for()
    {
        var warnings = new List<string>();
        var network = NetworkKinds.Create("Perceptron", new() { InputSize = 2, OutputSize = 1 }, seed: 1);
        var numbers = Samples.Of([0, 0, 0, 1, 1, 0, 1, 1], [0, 1, 1, 1], 2);
        var error = Assert.Throws<MLPoshException>(() => Trainer.Run(network, numbers, new() { Warn = warnings.Add }));
        Assert.Equal(ErrorId.LossMismatch, error.Id);
        Assert.Contains("-Categorical", error.Message, StringComparison.Ordinal);
        Assert.Empty(warnings);
        _ = Trainer.Run(network, numbers, new() { Epochs = 1, Loss = Loss.Find("MSE"), Warn = warnings.Add }).Last();
        Assert.Contains("-Categorical", Assert.Single(warnings), StringComparison.Ordinal);
    }

    private static double Side(double[] x) => x[0] - (2 * x[1]) + x[2] - 0.5;

    private static TrainingOptions Rosenblatt(int epochs) =>
        new() { Optimizer = new SGD(0.1), BatchSize = 1, Epochs = epochs };

    private static Dataset Labelled(double[] x, double[] y, int inputs = 2)
    {
        var numbers = Samples.Of(x, y, inputs);
        return new(x, y, y.Length, [inputs], numbers.FeatureNames, ["class"], ["no", "yes"]);
    }
}
