namespace MLPosh.Engine.Tests.Networks.Kinds;

public class FeedForwardTests
{
    [Theory]
    [InlineData("Xor", 8)]
    [InlineData("Ring", 16)]
    public void One_hidden_layer_solves_what_no_line_does(string kind, int units)
    {
        var data = DatasetGenerator.Generate(kind, new() { Count = 400, Seed = 1 });
        var network = NetworkKinds.Create(
            "FeedForward",
            new() { InputSize = 2, HiddenSize = [units], OutputSize = 1, Activation = Activation.Find("Tanh") },
            seed: 1);
        _ = Trainer.Run(network, data, new() { Optimizer = new Adam(0.05), Epochs = 400 }).Last();
        Assert.InRange(NetworkMeasurement.Of(network, data).Accuracy!.Value, 0.97, 1);
        var line = NetworkKinds.Create("Perceptron", new() { InputSize = 2, OutputSize = 1 }, seed: 1);
        _ = Trainer.Run(line, data, new() { Optimizer = new Adam(0.05), Epochs = 400 }).Last();
        Assert.InRange(NetworkMeasurement.Of(line, data).Accuracy!.Value, 0, 0.8);
    }

    [Fact]
    public void Two_hidden_layers_bend_to_the_parabola()
    {
        var data = DatasetGenerator.Generate(
            "Polynomial", new() { Count = 300, Low = -15, High = 15, Coefficient = [3, 7, 8], Noise = 1, Seed = 1 });
        var network = NetworkKinds.Create("DeepFeedForward", new() { Size = [1, 10, 6, 1] }, seed: 1);
        _ = Trainer.Run(network, data, new() { Optimizer = new Adam(0.02), Epochs = 1500 }).Last();
        Assert.InRange(NetworkMeasurement.Of(network, data).RSquared!.Value, 0.99, 1);
    }

    [Fact]
    public void Two_hidden_layers_unwind_the_spiral()
    {
        var data = DatasetGenerator.Generate("Spiral", new() { Count = 300, Seed = 1 });
        var network = NetworkKinds.Create(
            "DeepFeedForward", new() { Size = [2, 16, 16, 1], Activation = Activation.Find("Tanh") }, seed: 1);
        _ = Trainer.Run(network, data, new() { Optimizer = new Adam(0.02), Epochs = 600 }).Last();
        Assert.InRange(NetworkMeasurement.Of(network, data).Accuracy!.Value, 0.98, 1);
    }
}
