namespace MLPosh.Engine.Tests.Networks;

public class BatchNormTests
{
    private static TrainingOptions Epochs(int count, int? batchSize = null) => new()
    {
        Epochs = count, BatchSize = batchSize, Loss = Loss.Find("MSE"), Optimizer = new SGD(0.01), Seed = 1,
    };

    [Fact]
    public void Running_statistics_stand_beside_the_parameters()
    {
        var network = Samples.Network([3], "Linear(2)", "BatchNorm", "Linear(1)");
        Assert.Equal(
            ["0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "2.weight", "2.bias"],
            network.ParameterNames);
        Assert.Equal(6 + 2 + 4 + 2 + 1, network.ParameterCount);
        Assert.Equal([1, 1, 0, 0], [.. network.GetParameter("1.running_var").Value, .. network.GetParameter("1.running_mean").Value]);
        Assert.DoesNotContain(NetworkGradient.Of(network, Samples.Cloud(10, 3, 1)), g => g.Name.Contains("running", StringComparison.Ordinal));
        Assert.DoesNotContain(GradientCheck.Run(network, Samples.Cloud(10, 3, 1)), g => g.Name.Contains("running", StringComparison.Ordinal));
    }

    [Fact]
    public void Training_leaves_them_in_the_network_and_copies_have_their_own()
    {
        var network = Samples.Network([3], "BatchNorm(momentum=1)", "Linear(1)");
        var data = Samples.Cloud(50, 3, 1);
        var before = network.Copy();
        Assert.Single(Trainer.Run(network, data, Epochs(1)).ToList());
        double mean = Enumerable.Range(0, 50).Average(s => data.X[(s * 3) + 1]);
        double variance = Enumerable.Range(0, 50).Sum(s => Math.Pow(data.X[(s * 3) + 1] - mean, 2)) / 49;
        var copy = network.Copy();
        Assert.Equal(mean, copy.GetParameter("0.running_mean").Value[1], 6);
        Assert.Equal(variance, copy.GetParameter("0.running_var").Value[1], 5);
        Assert.Equal([0.0, 0, 0], before.GetParameter("0.running_mean").Value);
    }

    [Fact]
    public void Outside_training_samples_do_not_touch_each_other_and_the_statistics_stay()
    {
        var network = Samples.Network([3], "BatchNorm", "Linear(1)");
        network.SetParameter("0.running_mean", [1, 2, 3]);
        network.SetParameter("0.running_var", [4, 9, 16]);
        var all = NetworkEvaluation.Predict(network, Samples.Cloud(40, 3, 1));
        var some = NetworkEvaluation.Predict(network, Samples.Cloud(1, 3, 1));
        Assert.Equal(some[0], all[0]);
        Assert.Equal([1.0, 2, 3], network.GetParameter("0.running_mean").Value);

        network.SetParameter("1.weight", [1, 0, 0]);
        network.SetParameter("1.bias", [0]);
        var one = Samples.Of([3, 0, 0], [0], 3);
        Assert.Equal((3 - 1) / Math.Sqrt(4 + 1e-5), NetworkEvaluation.Predict(network, one, precision: Precision.Double)[0], 12);
    }

    [Fact]
    public void Random_search_leaves_the_statistics_alone()
    {
        var network = Samples.Network([3], "BatchNorm", "Linear(1)");
        network.SetParameter("0.running_mean", [1, 2, 3]);
        var options = new TrainingOptions { Epochs = 30, Method = TrainingMethod.RandomSearch, Seed = 1, Loss = Loss.Find("MSE") };
        double[] weight = network.GetParameter("1.weight").Value;
        Assert.Equal(30, Trainer.Run(network, Samples.Cloud(40, 3, 1), options).Count());
        Assert.NotEqual(weight, network.GetParameter("1.weight").Value);
        Assert.Equal([1.0, 2, 3], network.GetParameter("0.running_mean").Value);
        Assert.Equal([1.0, 1, 1], network.GetParameter("0.running_var").Value);
    }

    [Fact]
    public void A_training_that_diverges_keeps_finite_statistics()
    {
        var network = Samples.Network([1], "Linear(3)", "BatchNorm", "Linear(1)");
        var options = Epochs(50) with { Optimizer = new SGD(1e30) };
        var epochs = Trainer.Run(network, Samples.Of([1, 2, 3, 5], [1, 2, 3, 4]), options).ToList();
        Assert.Equal(StopReason.Diverged, epochs[^1].StopReason);
        Assert.All(network.GetParameters().SelectMany(parameter => parameter.Value), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Validation_uses_the_running_statistics()
    {
        var network = Samples.Network([3], "BatchNorm", "Linear(1)");
        var options = new TrainingOptions
        {
            Epochs = 3, BatchSize = 10, Loss = Loss.Find("MSE"), Seed = 1, Validation = Samples.Cloud(1, 3, 1),
        };
        var last = Trainer.Run(network, Samples.Cloud(40, 3, 1), options).Last();
        double expected = NetworkEvaluation.MeanLoss(network, Samples.Cloud(1, 3, 1), Loss.Find("MSE"));
        Assert.Equal(expected, last.ValidationLoss!.Value, 6);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(21, 5)]
    [InlineData(20, 1)]
    public void A_batch_of_one_sample_is_refused_before_training(int samples, int? batchSize)
    {
        var network = Samples.Network([3], "Linear(2)", "BatchNorm", "Linear(1)");
        var error = Assert.Throws<MLPoshException>(
            () => Trainer.Run(network, Samples.Cloud(samples, 3, 1), Epochs(1, batchSize)));
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.Contains("BatchNorm", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_image_or_sequence_has_enough_numbers()
    {
        var network = Samples.Network([4, 3], "BatchNorm", "Flatten", "Linear(1)");
        var data = Samples.Shaped(Samples.Cloud(1, 12, 1), [4, 3]);
        Assert.All(Trainer.Run(network, data, Epochs(2)).ToList(), epoch => Assert.True(double.IsFinite(epoch.Loss)));
    }

    [Fact]
    public void Large_images_are_evaluated_in_parts()
    {
        int Capacity(params string[] layers) =>
            NetworkEvaluation.CapacityFor(Samples.Network([1, 40, 40], layers).Record(), 10_000);
        Assert.Equal(10_000, Capacity("MaxPool(4)"));
        Assert.InRange(Capacity("BatchNorm", "Conv2D(4, 3)"), 256, 9_999);
        Assert.Equal(256, Capacity("Conv2D(400, 3)", "BatchNorm"));
        Assert.Equal(5, NetworkEvaluation.CapacityFor(Samples.Network([1, 40, 40], "Conv2D(400, 3)", "BatchNorm").Record(), 5));
    }

    [Fact]
    public void The_best_parameters_come_back_with_their_statistics()
    {
        var network = Samples.Network([3], "Linear(8)", "BatchNorm", "Tanh", "Linear(1)");
        var validation = Samples.Cloud(30, 3, 1, seed: 9);
        var options = new TrainingOptions
        {
            Epochs = 40,
            BatchSize = 7,
            Loss = Loss.Find("MSE"),
            Seed = 1,
            Validation = validation,
            RestoreBest = true,
            Precision = Precision.Double,
            Optimizer = new SGD(1),
        };
        var last = Trainer.Run(network, Samples.Cloud(40, 3, 1), options).Last();
        Assert.True(last.BestEpoch < 40);
        double restored = NetworkEvaluation.MeanLoss(network, validation, Loss.Find("MSE"), precision: Precision.Double);
        Assert.Equal(last.BestLoss, restored, 12);
    }
}
