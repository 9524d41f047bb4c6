namespace MLPosh.Engine.Tests.Networks.Kinds;

public class SparseAutoEncoderTests
{
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.2)]
    public void Units_are_as_active_as_asked_for(double rho)
    {
        var data = Latent.Sheet(500, 8);
        var network = NetworkKinds.Create(
            "SparseAutoEncoder", new() { InputSize = 8, CodeSize = 12, Sparsity = rho }, seed: 1);
        _ = Trainer.Run(network, data, new() { Optimizer = new Adam(0.02), Epochs = 400 }).Last();
        double[] means = Means(network, data, 2, 12);
        Assert.InRange(means.Average(), 0.8 * rho, 1.2 * rho);
        Assert.All(means, mean => Assert.InRange(mean, 0.5 * rho, 1.5 * rho));
        Assert.InRange(NetworkMeasurement.Of(network, data).RSquared!.Value, 0.85, 1);
    }

    [Fact]
    public void The_loss_has_the_closed_form_of_the_divergence()
    {
        var data = Latent.Sheet(300, 5);
        var network = Samples.AutoEncoder(5, "Linear(4)", "Sigmoid", "Sparse(0.2, weight=0.3)", "Linear(5)");
        double[] outputs = NetworkEvaluation.Predict(network, data, precision: Precision.Double);
        double mse = outputs.Zip(data.X, (o, x) => (o - x) * (o - x)).Average();
        double divergence = Means(network, data, 3, 4).Sum(
            mean => (0.2 * Math.Log(0.2 / mean)) + (0.8 * Math.Log(0.8 / (1 - mean))));
        Assert.InRange(divergence, 0.01, 10);
        Assert.Equal(
            mse + (0.3 * divergence), NetworkMeasurement.Of(network, data, precision: Precision.Double).Loss!.Value, 12);
    }

    [Fact]
    public void The_L1_penalty_is_the_mean_size_and_sets_numbers_to_zero()
    {
        var data = Latent.Sheet(300, 6);
        double Zeros(double weight)
        {
            var network = NetworkKinds.Create(
                "SparseAutoEncoder",
                new() { InputSize = 6, CodeSize = 10, SparsityPenalty = SparsityPenalty.L1, SparsityWeight = weight },
                seed: 1);
            _ = Trainer.Run(network, data, new() { Optimizer = new Adam(0.02), Epochs = 300, Precision = Precision.Double }).Last();
            double[] code = NetworkEvaluation.Predict(network, data, 3, precision: Precision.Double);
            double[] outputs = NetworkEvaluation.Predict(network, data, precision: Precision.Double);
            double expected = outputs.Zip(data.X, (o, x) => (o - x) * (o - x)).Average()
                + (weight / 6 * code.Chunk(10).Average(c => c.Sum(Math.Abs)));
            Assert.Equal(expected, NetworkMeasurement.Of(network, data, precision: Precision.Double).Loss!.Value, 12);
            return code.Average(c => c == 0 ? 1.0 : 0);
        }

        double without = Zeros(0), with = Zeros(0.3);
        Assert.InRange(with, without + 0.1, 1);
    }

    [Fact]
    public void A_unit_that_is_always_off_or_on_leaves_the_loss_finite()
    {
        var network = Samples.AutoEncoder(2, "Linear(2)", "Sigmoid", "Sparse(0.1)", "Linear(2)");
        network.SetParameter("0.bias", [-1000, 1000]);
        var last = Trainer.Run(network, Samples.Cloud(50, 2, 1), new() { Epochs = 3 }).Last();
        Assert.Equal(StopReason.Completed, last.StopReason);
        Assert.InRange(last.Loss, 1, 100);
    }

    private static double[] Means(Network network, Dataset data, int layers, int units)
    {
        double[] code = NetworkEvaluation.Predict(network, data, layers, precision: Precision.Double);
        return [.. Enumerable.Range(0, units).Select(unit => code.Where((_, i) => i % units == unit).Average())];
    }
}
