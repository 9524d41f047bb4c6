using MLPosh.Devices;

namespace MLPosh.Engine.Tests.Networks.Kinds;

public class DenoisingAutoEncoderTests
{
    [Fact]
    public void It_takes_noise_away()
    {
        var clean = Latent.Sheet(400, 8);
        var network = NetworkKinds.Create(
            "DenoisingAutoEncoder",
            new() { InputSize = 8, HiddenSize = [24], CodeSize = 4, NoiseDeviation = 0.4, Activation = Activation.Find("Tanh") },
            seed: 1);
        _ = Trainer.Run(network, clean, new() { Optimizer = new Adam(0.01), Epochs = 400, Seed = 1 }).Last();
        double[] noisy = [.. clean.X.Select((x, i) => x + (0.4 * Latent.Normal(99, i)))];
        double before = Error(noisy, clean), after = Error(Cleaned(network, noisy), clean);
        Assert.Equal(0.16, before, 0.01);
        Assert.InRange(after, 0, before / 2);
    }

    [Fact]
    public void It_fills_in_what_a_mask_took()
    {
        var clean = Latent.Sheet(400, 8);
        var network = NetworkKinds.Create(
            "DenoisingAutoEncoder",
            new() { InputSize = 8, HiddenSize = [24], CodeSize = 4, MaskProbability = 0.2, Activation = Activation.Find("Tanh") },
            seed: 1);
        _ = Trainer.Run(network, clean, new() { Optimizer = new Adam(0.01), Epochs = 400, Seed = 1 }).Last();
        double[] masked = [.. clean.X.Select((x, i) => Philox.Uniform(3, RandomStream.DataNoise, 0, i) < 0.2 ? 0 : x)];
        Assert.InRange(Error(Cleaned(network, masked), clean), 0, Error(masked, clean) / 2);
    }

    [Theory]
    [InlineData("Noise(0.5)")]
    [InlineData("Mask(0.5)")]
    [InlineData("Dropout(0.5)")]
    public void Layers_that_draw_are_silent_outside_training(string layer)
    {
        var data = Samples.Cloud(50, 3, 1);
        Assert.Equal([.. data.X], NetworkEvaluation.Predict(Samples.Network(3, layer), data, precision: Precision.Double));
    }

    [Theory]
    [InlineData("Noise(0.5)")]
    [InlineData("Mask(0.5)")]
    [InlineData("Linear(4),Sample(2),Linear(3)")]
    public void The_same_seed_trains_the_same_network(string layers)
    {
        double[] Trained(long seed, int threads)
        {
            var network = Samples.AutoEncoder(3, [.. layers.Split("),").Select(text => text.TrimEnd(')') + ")"), "Linear(3)"]);
            _ = Trainer.Run(
                network, Samples.Cloud(600, 3, 1), new() { Epochs = 5, BatchSize = 200, Seed = seed, ThreadCount = threads }).Last();
            return network.Snapshot();
        }

        Assert.Equal(Trained(1, 1), Trained(1, 2));
        Assert.NotEqual(Trained(1, 1), Trained(2, 1));
    }

    [Fact]
    public void Noise_is_normal_and_a_mask_takes_its_share()
    {
        double[] noise = InTraining("Noise(0.5)", 0);
        Assert.Equal(0, noise.Average(), 0.01);
        Assert.Equal(0.25, noise.Average(n => n * n), 0.01);
        Assert.Equal(3 * 0.0625, noise.Average(n => n * n * n * n), 0.02);
        double[] masked = InTraining("Mask(0.3)", 7);
        Assert.All(masked, x => Assert.True(x is 0 or 7));
        Assert.Equal(0.3, masked.Average(x => x == 0 ? 1.0 : 0), 0.01);
    }

    /// <summary>What a layer makes of 30 000 equal numbers in a training step.</summary>
    private static double[] InTraining(string layer, double number)
    {
        var network = Samples.Network(3, layer);
        var data = Samples.Of([.. Enumerable.Repeat(number, 30_000)], new double[10_000], 3);
        using var plan = ComputeDevice.Default.CreatePlan(network.Record(), 10_000);
        plan.Training = new TrainingStep(4, 2);
        plan.Load(data.Source.WithoutTargets, NetworkEvaluation.Indices(0, 10_000));
        var outputs = new double[30_000];
        plan.Predict(outputs);
        return outputs;
    }

    private static double[] Cleaned(Network network, double[] spoilt) =>
        NetworkEvaluation.Predict(network, Samples.Of(spoilt, new double[spoilt.Length / 8], 8));

    private static double Error(double[] x, Dataset clean) => x.Zip(clean.X, (a, b) => (a - b) * (a - b)).Average();
}
