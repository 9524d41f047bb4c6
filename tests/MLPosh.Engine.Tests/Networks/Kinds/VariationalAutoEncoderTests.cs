namespace MLPosh.Engine.Tests.Networks.Kinds;

public class VariationalAutoEncoderTests
{
    [Fact]
    public void The_loss_outside_training_is_the_mean_loss_and_beta_times_the_closed_form_of_the_divergence()
    {
        var data = Latent.Sheet(50, 5);
        var network = NetworkKinds.Create(
            "VariationalAutoEncoder", new() { InputSize = 5, HiddenSize = [7], CodeSize = 2, Beta = 0.7 }, seed: 1);
        double[] outputs = NetworkEvaluation.Predict(network, data, precision: Precision.Double);
        double mse = outputs.Zip(data.X, (o, x) => (o - x) * (o - x)).Average();

        // Each code is normal with mean m and variance e^v: its divergence from a standard normal one, number by number.
        double divergence = NetworkEvaluation.Predict(network, data, 3, precision: Precision.Double).Chunk(4).Average(code =>
            Enumerable.Range(0, 2).Sum(i => 0.5 * ((code[i] * code[i]) + Math.Exp(code[2 + i]) - 1 - code[2 + i])));
        Assert.InRange(divergence, 0.01, 10);
        double expected = mse + (0.7 * divergence / 5);
        foreach (string device in new[] { "Cpu", "Reference" })
        {
            Assert.Equal(
                expected,
                NetworkMeasurement.Of(network, data, null, ComputeDevice.Find(device), Precision.Double).Loss!.Value,
                12);
        }

        Assert.All(GradientCheck.Run(network, data), result => Assert.True(result.Passed, result.Name));
    }

    [Fact]
    public void A_code_that_is_standard_normal_costs_nothing()
    {
        var network = Samples.Network(4, "Sample(2)");
        var data = Samples.Of(new double[4], new double[2], 4, 2);
        Assert.Equal(0, NetworkMeasurement.Of(network, data, Loss.Find("MSE")).Loss!.Value, 6);
        var far = Samples.Of([2, 0, 0, 1], [2, 0], 4, 2);
        Assert.Equal(
            2 + (0.5 * (Math.E - 2)),
            NetworkMeasurement.Of(network, far, Loss.Find("MSE"), precision: Precision.Double).Loss!.Value,
            12);
    }

    [Fact]
    public void Samples_of_a_linear_one_have_the_covariance_that_theory_says()
    {
        // Its best decoder is probabilistic PCA (Lucas et al., "Don't blame the ELBO", NeurIPS 2019) with noise Beta / 2:
        // samples vary along each direction as the data do, less the noise.
        const double Beta = 0.2;
        var data = Latent.Plane(400, 5);
        var network = NetworkKinds.Create(
            "VariationalAutoEncoder", new() { InputSize = 5, CodeSize = 2, Beta = Beta }, seed: 1);
        _ = Trainer.Run(network, data, new() { Optimizer = new Adam(0.03), Epochs = 1500, Seed = 1 }).Last();
        double[] made = Made(network, 4000);
        double[] expected = PrincipalComponents.Variances(data.X, 5), actual = PrincipalComponents.Variances(made, 5);
        for (int i = 0; i < 2; i++)
        {
            Assert.InRange(actual[i], (expected[i] - (Beta / 2)) * 0.9, (expected[i] - (Beta / 2)) * 1.1);
        }

        Assert.InRange(actual[2], 0, 1e-9);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(Mean(data.X, i, 5), Mean(made, i, 5), 0.15);
        }
    }

    [Fact]
    public void Samples_of_a_curved_one_resemble_the_data()
    {
        var data = DatasetBuilder.Standardize(DatasetGenerator.Generate("Moons", new() { Count = 400, Noise = 0.05, Seed = 1 }));
        var network = NetworkKinds.Create(
            "VariationalAutoEncoder",
            new() { InputSize = 2, HiddenSize = [32, 32], CodeSize = 2, Beta = 0.1, Activation = Activation.Find("Tanh") },
            seed: 1);
        _ = Trainer.Run(
            network, data, new() { Optimizer = new Adam(0.01), Epochs = 300, BatchSize = 100, Shuffle = true, Seed = 1 }).Last();
        double[] made = Made(network, 2000);
        double[] expected = PrincipalComponents.Covariance(data.X, 2), actual = PrincipalComponents.Covariance(made, 2);
        Assert.All(Enumerable.Range(0, 2), i => Assert.Equal(0, Mean(made, i, 2), 0.1));
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(expected[i], actual[i], 0.2));

        // Most lie near one of the data, which a normal cloud of the same covariance would not: it fills the gap between.
        double near = made.Chunk(2).Average(point => data.X.Chunk(2).Min(
            x => Math.Sqrt(Math.Pow(x[0] - point[0], 2) + Math.Pow(x[1] - point[1], 2))) < 0.25 ? 1.0 : 0);
        Assert.InRange(near, 0.8, 1);
    }

    [Fact]
    public void The_same_seed_draws_the_same_and_a_larger_count_leaves_the_first()
    {
        var network = NetworkKinds.Create("VariationalAutoEncoder", new() { InputSize = 3, CodeSize = 2 }, seed: 1);
        double[] First(int count, long seed) => (double[])NetworkSampling.Draw(network, count, seed).First().Value;
        Assert.Equal(First(1, 5), First(100, 5));
        Assert.NotEqual(First(1, 5), First(1, 6));
        var drawn = NetworkSampling.Draw(network, 3, 5).ToList();
        Assert.Equal([1, 2, 3], drawn.Select(sample => sample.Sample));
        Assert.All(drawn, sample => Assert.Equal((null, null, null), (sample.Target, sample.Class, sample.Probability)));
    }

    [Fact]
    public void A_Sample_layer_at_the_end_gives_the_codes_themselves()
    {
        double[] codes = [.. NetworkSampling.Draw(Samples.Network(4, "Sample(2)"), 5000, 1).SelectMany(s => (double[])s.Value)];
        Assert.Equal(0, codes.Average(), 0.03);
        Assert.Equal(1, codes.Average(code => code * code), 0.05);
    }

    [Fact]
    public void What_has_no_codes_cannot_draw_them()
    {
        var plain = Samples.AutoEncoder(3, "Linear(2)", "Linear(3)");
        var coded = Samples.Network(4, "Sample(2)");
        Assert.Equal(ErrorId.OptionOutOfRange, Assert.Throws<MLPoshException>(() => NetworkSampling.Draw(plain, 3, 1)).Id);
        Assert.Equal(ErrorId.OptionOutOfRange, Assert.Throws<MLPoshException>(() => NetworkSampling.Draw(coded, 0, 1)).Id);
    }

    private static double[] Made(Network network, int count) =>
        [.. NetworkSampling.Draw(network, count, seed: 1).SelectMany(sample => (double[])sample.Value)];

    private static double Mean(IReadOnlyList<double> x, int column, int width) =>
        x.Where((_, i) => i % width == column).Average();
}
