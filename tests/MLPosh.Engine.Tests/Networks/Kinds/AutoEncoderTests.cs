namespace MLPosh.Engine.Tests.Networks.Kinds;

public class AutoEncoderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_linear_one_reaches_the_error_of_as_many_principal_components(int code)
    {
        var data = Latent.Plane(300, 6);
        double[] variances = PrincipalComponents.Variances(data.X, 6);
        Assert.Equal(PrincipalComponents.Covariance(data.X, 6).Where((_, i) => i % 7 == 0).Sum(), variances.Sum(), 10);
        double least = variances.Skip(code).Sum() / 6;
        var network = NetworkKinds.Create("AutoEncoder", new() { InputSize = 6, CodeSize = code }, seed: 1);
        _ = Trainer.Run(network, data, new() { Optimizer = new Adam(0.02), Epochs = 800 }).Last();
        Assert.InRange(NetworkMeasurement.Of(network, data).Loss!.Value, least * 0.9999, least * 1.02);
    }

    [Fact]
    public void Hidden_layers_find_a_curve_that_no_line_does()
    {
        // Points on a parabola: one number tells where on it, but no single direction does.
        double[] x = [.. Enumerable.Range(0, 200).SelectMany(i => new[] { (i / 100.0) - 1, Math.Pow((i / 100.0) - 1, 2) })];
        var data = Samples.Of(x, new double[200], inputs: 2);
        double line = PrincipalComponents.Variances(x, 2)[1] / 2;
        var network = NetworkKinds.Create(
            "AutoEncoder", new() { InputSize = 2, HiddenSize = [16], CodeSize = 1, Activation = Activation.Find("Tanh") }, seed: 1);
        _ = Trainer.Run(network, data, new() { Optimizer = new Adam(0.01), Epochs = 1000 }).Last();
        Assert.InRange(NetworkMeasurement.Of(network, data).Loss!.Value, 0, line / 10);
    }

    [Fact]
    public void Targets_play_no_part_whatever_they_are()
    {
        var cloud = Samples.Cloud(40, 3, 2);
        Dataset[] same = [cloud, Samples.Classes(40, 3, 4), Samples.Of([.. cloud.X], [.. cloud.X], 3, 3)];
        var runs = same.Select(data =>
        {
            var network = Samples.AutoEncoder(3, "Linear(2)", "Tanh", "Linear(3)");
            var epochs = Trainer.Run(network, data, new() { Epochs = 20, Validation = data }).ToList();
            Assert.All(epochs, epoch => Assert.Null(epoch.Accuracy));
            return (epochs[^1].Loss, epochs[^1].ValidationLoss);
        }).ToList();
        Assert.Equal(runs[0], runs[1]);
        Assert.Equal(runs[0], runs[2]);
    }

    [Fact]
    public void Everything_that_measures_compares_with_the_input()
    {
        var data = Samples.Classes(30, 3, 2);
        var network = Samples.AutoEncoder(3, "Linear(2)", "Tanh", "Linear(3)");
        double[] outputs = NetworkEvaluation.Predict(network, data, precision: Precision.Double);
        double expected = outputs.Zip(data.X, (o, x) => (o - x) * (o - x)).Average();
        var measured = NetworkMeasurement.Of(network, data, precision: Precision.Double);
        Assert.Equal(expected, measured.Loss!.Value, 12);
        Assert.Equal(("MSE", null, true), (measured.LossName, measured.Accuracy, measured.RSquared < 1));
        Assert.Equal(expected, NetworkEvaluation.MeanLoss(network, data, Loss.Find("MSE"), precision: Precision.Double), 12);
        Assert.All(GradientCheck.Run(network, data), result => Assert.True(result.Passed, result.Name));
        Assert.Equal(data.X.Take(3), (double[])NetworkPrediction.Of(network, data).First().Target!);
        Assert.Null(NetworkPrediction.Of(network, data, innerLayer: 0).First().Target);
    }

    [Fact]
    public void The_gradient_by_the_input_is_that_of_the_outputs_alone()
    {
        // A target does not move with the input: 2 Wᵀ (W x + b - x) / 3, without the part of the target.
        var network = Samples.AutoEncoder(3, "Linear(3)");
        var data = Samples.Cloud(1, 3, 1);
        double[] outputs = NetworkEvaluation.Predict(network, data, precision: Precision.Double);
        double[] weight = network.GetParameter("0.weight").Value;
        double[] gradient = NetworkGradient.OfInput(network, data).Value;
        for (int i = 0; i < 3; i++)
        {
            double expected = Enumerable.Range(0, 3).Sum(o => 2 * weight[(o * 3) + i] * (outputs[o] - data.X[o]) / 3);
            Assert.Equal(expected, gradient[i], 12);
        }
    }

    [Fact]
    public void Other_ways_of_training_learn_the_input_too()
    {
        var data = Samples.Classes(50, 3, 2);
        var solved = Samples.AutoEncoder(3, "Linear(3)");
        Assert.InRange(Trainer.Run(solved, data, new() { Method = TrainingMethod.NormalEquation }).Last().Loss, 0, 1e-20);
        var searched = Samples.AutoEncoder(3, "Linear(2)", "Linear(3)");
        var epochs = Trainer.Run(
            searched, data, new() { Method = TrainingMethod.RandomSearch, Epochs = 300, Seed = 1, Validation = data }).ToList();
        Assert.True(epochs[^1].Loss < epochs[0].Loss / 2);
        Assert.Equal(epochs[^1].Loss, epochs[^1].ValidationLoss!.Value, 5);
    }

    [Fact]
    public void A_sequence_can_be_given_back_too()
    {
        var data = Samples.Shaped(Samples.Cloud(20, 6, 1), [2, 3]);
        var network = Network.Create([2, 3], [new FlattenLayer(), new LinearLayer(6)], seed: 1, isAutoEncoder: true);
        Assert.InRange(Trainer.Run(network, data, new() { Optimizer = new Adam(0.05), Epochs = 300 }).Last().Loss, 0, 0.01);
        Assert.Equal(["x1", "x2", "x3", "x4", "x5", "x6"], data.WithInputAsTarget().TargetNames);
    }

    [Fact]
    public void Losses_that_the_input_does_not_allow_are_refused()
    {
        var network = Samples.AutoEncoder(3, "Linear(2)", "Linear(3)");
        foreach (string loss in new[] { "CrossEntropy", "BinaryCrossEntropy", "Hinge" })
        {
            var error = Assert.Throws<MLPoshException>(
                () => Trainer.Run(network, Samples.Classes(20, 3, 2), new() { Loss = Loss.Find(loss) }));
            Assert.Equal(ErrorId.LossMismatch, error.Id);
        }
    }

    [Fact]
    public void Data_of_another_size_do_not_fit() => Assert.Equal(
        ErrorId.NetworkShapeMismatch,
        Assert.Throws<MLPoshException>(
            () => Trainer.Run(Samples.AutoEncoder(3, "Linear(3)"), Samples.Cloud(20, 4, 3))).Id);
}
