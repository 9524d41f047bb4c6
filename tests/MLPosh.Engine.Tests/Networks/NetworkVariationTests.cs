namespace MLPosh.Engine.Tests.Networks;

public class NetworkVariationTests
{
    [Fact]
    public void A_copy_with_a_seed_has_the_same_layers_and_other_numbers()
    {
        var network = Network.Create([2, 3, 1], Activation.Default, seed: 1);
        Assert.Equal(network.Snapshot(), network.Copy(1).Snapshot());
        Assert.NotEqual(network.Snapshot(), network.Copy(2).Snapshot());
        Assert.Equal(Network.Create([2, 3, 1], Activation.Default, seed: 2).Snapshot(), network.Copy(2).Snapshot());
    }

    [Fact]
    public void Sizes_vary_one_at_a_time_or_all_at_once()
    {
        var network = Network.Create([2, 3, 1], Activation.Find("Tanh"), seed: 1);
        Assert.Equal("2 -> Linear(8) -> Tanh -> Linear(4) -> Tanh -> Linear(1)", Text(network, new() { HiddenSize = [8, 4] }));
        Assert.Equal("2 -> Linear(9) -> Tanh -> Linear(1)", Text(network, new() { Size = [2, 9, 1] }));
        Assert.Equal("2 -> Linear(3) -> ReLU -> Linear(1)", Text(network, new() { Activation = Activation.Find("ReLU") }));

        // A copy, and what came of a variation, vary on.
        Assert.Equal(
            "2 -> Linear(8) -> ReLU -> Linear(1)",
            Text(network.Copy().Vary(new() { HiddenSize = [8] }), new() { Activation = Activation.Find("ReLU") }));
    }

    [Fact]
    public void A_kind_keeps_what_another_kind_has_too()
    {
        var lstm = NetworkKinds.Create("LSTM", new() { InputSize = 1, HiddenSize = [5], OutputSize = 1, Length = 7 }, 1);
        var gru = lstm.Vary(new() { HiddenSize = [9] }, "GRU", 3);
        Assert.Equal(("GRU", 3L), (gru.Kind, gru.Seed));
        Assert.Equal(
            NetworkKinds.Create("GRU", new() { InputSize = 1, HiddenSize = [9], OutputSize = 1, Length = 7 }, 3).Snapshot(),
            gru.Snapshot());
        var forward = Network.Create([2, 3, 1], Activation.Find("Tanh"), seed: 1).Vary(new(), "RadialBasis");
        Assert.Equal("RadialBasis", forward.Kind);
    }

    [Fact]
    public void Listed_layers_vary_their_activations_but_the_last()
    {
        var network = Samples.Network(2, "Linear(3)", "ReLU", "Linear(1)", "Sigmoid");
        Assert.Equal("2 -> Linear(3) -> Tanh -> Linear(1) -> Sigmoid", Text(network, new() { Activation = Activation.Find("Tanh") }));
    }

    [Theory]
    [InlineData("HiddenSize")]
    [InlineData("Size")]
    [InlineData("Kind")]
    public void Listed_layers_have_no_sizes_to_vary(string setting)
    {
        var network = Samples.Network(2, "Linear(3)", "ReLU", "Linear(1)");
        var changes = setting switch
        {
            "HiddenSize" => new NetworkKindOptions { HiddenSize = [4] },
            "Size" => new NetworkKindOptions { Size = [2, 4, 1] },
            _ => new NetworkKindOptions(),
        };
        var error = Assert.Throws<MLPoshException>(() => network.Vary(changes, setting == "Kind" ? "GRU" : null));
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.StartsWith(setting, error.Message, StringComparison.Ordinal);
        Assert.Contains("script block", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_of_another_kind_is_refused()
    {
        var network = Network.Create([2, 3, 1], Activation.Default, seed: 1);
        Assert.Equal(ErrorId.OptionOutOfRange, Assert.Throws<MLPoshException>(() => network.Vary(new() { Length = 3 })).Id);
        Assert.Equal(
            ErrorId.NetworkKindNotRecognized, Assert.Throws<MLPoshException>(() => network.Vary(new(), "Foo")).Id);
    }

    private static string Text(Network network, NetworkKindOptions changes) => network.Vary(changes).ToString();
}
