namespace MLPosh.Engine.Tests.Networks.Kinds;

public class NetworkKindTests
{
    private static readonly NetworkKindOptions Deep = new() { Size = [4, 8, 3, 8, 4] };

    [Theory]
    [InlineData("perceptron", "Linear(1) -> Step")]
    [InlineData("FeedForward", "Linear(8) -> ReLU -> Linear(1)")]
    [InlineData("RadialBasis", "RadialBasis(8) -> Linear(1)")]
    public void Sizes_can_be_named_or_listed(string kind, string layers)
    {
        int[]? hidden = kind == "perceptron" ? null : [8];
        var named = NetworkKinds.Create(kind, new() { InputSize = 4, HiddenSize = hidden, OutputSize = 1 }, seed: 1);
        var listed = NetworkKinds.Create(kind, new() { Size = [4, .. hidden ?? [], 1] }, seed: 1);
        Assert.Equal($"4 -> {layers}", named.ToString());
        Assert.Equal(named.ToString(), listed.ToString());
        Assert.False(named.IsAutoEncoder);
    }

    [Fact]
    public void A_deep_network_has_its_activation_after_each_hidden_layer() => Assert.Equal(
        "2 -> Linear(8) -> Tanh -> Linear(6) -> Tanh -> Linear(3)",
        NetworkKinds.Create("DeepFeedForward", new()
        {
            InputSize = 2, HiddenSize = [8, 6], OutputSize = 3, Activation = Activation.Find("Tanh"),
        }).ToString());

    [Theory]
    [InlineData("AutoEncoder", "Linear(8) -> ReLU -> Linear(3) -> Linear(8) -> ReLU -> Linear(4)")]
    [InlineData("VariationalAutoEncoder", "Linear(8) -> ReLU -> Linear(6) -> Sample(3, weight=0.25) -> Linear(8) -> ReLU -> Linear(4)")]
    [InlineData("DenoisingAutoEncoder", "Noise(0.3) -> Linear(8) -> ReLU -> Linear(3) -> Linear(8) -> ReLU -> Linear(4)")]
    [InlineData("SparseAutoEncoder", "Linear(8) -> ReLU -> Linear(3) -> Sigmoid -> Sparse(0.05, weight=1.5) -> Linear(8) -> ReLU -> Linear(4)")]
    public void Autoencoders_have_a_code_between_encoder_and_decoder(string kind, string layers)
    {
        var named = NetworkKinds.Create(kind, new() { InputSize = 4, HiddenSize = [8], CodeSize = 3 }, seed: 1);
        Assert.Equal($"4 -> {layers}", named.ToString());
        Assert.Equal($"4 -> {layers}", NetworkKinds.Create(kind, Deep, seed: 1).ToString());
        Assert.True(named.IsAutoEncoder);
    }

    [Fact]
    public void Settings_of_a_kind_are_in_its_layers()
    {
        NetworkKindOptions sizes = new() { InputSize = 4, CodeSize = 2 };
        Assert.Equal(
            "4 -> Mask(0.2) -> Linear(2) -> Linear(4)",
            NetworkKinds.Create("DenoisingAutoEncoder", sizes with { MaskProbability = 0.2 }).ToString());
        Assert.Equal(
            "4 -> Linear(2) -> ReLU -> SparseL1(0.5) -> Linear(4)",
            NetworkKinds.Create("SparseAutoEncoder", sizes with { SparsityPenalty = SparsityPenalty.L1, SparsityWeight = 2 }).ToString());
        Assert.Equal(
            "4 -> Linear(4) -> Sample(2, weight=0.05) -> Linear(4)",
            NetworkKinds.Create("VariationalAutoEncoder", sizes with { Beta = 0.2 }).ToString());
    }

    [Fact]
    public void Every_kind_is_what_its_layers_as_text_are()
    {
        foreach (string kind in NetworkKinds.Names)
        {
            var network = NetworkKinds.Create(kind, Some(kind), seed: 5);
            var composed = Network.Create(
                network.InputShape,
                [.. network.Layers.Select(layer => LayerParser.Parse(layer.ToString()!))],
                seed: 5,
                network.IsAutoEncoder);
            Assert.Equal(network.ToString(), composed.ToString());
            Assert.Equal(network.Snapshot(), composed.Snapshot());
            Assert.Equal((kind, null), (network.Kind, composed.Kind));
        }
    }

    [Fact]
    public void A_copy_is_of_the_same_kind()
    {
        var network = NetworkKinds.Create("AutoEncoder", Deep);
        Assert.Equal(("AutoEncoder", true), (network.Copy().Kind, network.Copy().IsAutoEncoder));
    }

    [Fact]
    public void Every_kind_has_cells_of_the_chart()
    {
        string[] cells =
        [
            "input cell", "backfed input cell", "noisy input cell", "hidden cell", "probabilistic hidden cell",
            "output cell", "match input output cell", "recurrent cell", "memory cell", "different memory cell",
        ];
        Assert.All(NetworkKinds.Names, kind => Assert.All(NetworkKinds.Cells(kind), cell => Assert.Contains(cell, cells)));
    }

    [Fact]
    public void An_unknown_kind_lists_the_known()
    {
        var error = Assert.Throws<MLPoshException>(() => NetworkKinds.Create("Foo", Deep));
        Assert.Equal((ErrorId.NetworkKindNotRecognized, (object)"Foo"), (error.Id, error.Target));
        Assert.All(NetworkKinds.Names, name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AutoEncoder", 5, true)]
    [InlineData("AutoEncoder", 4, false)]
    [InlineData("VariationalAutoEncoder", 5, true)]
    [InlineData("DenoisingAutoEncoder", 5, true)]
    [InlineData("SparseAutoEncoder", 5, false)]
    public void A_code_larger_than_the_input_is_likely_a_mistake(string kind, int code, bool warns)
    {
        var warnings = new List<string>();
        NetworkKinds.Create(kind, new() { InputSize = 4, CodeSize = code, Warn = warnings.Add });
        Assert.Equal(warns ? 1 : 0, warnings.Count);
        Assert.All(warnings, warning => Assert.Contains("more than the input's 4", warning, StringComparison.Ordinal));
    }

    /// <summary>Sizes that fit a kind.</summary>
    private static NetworkKindOptions Some(string kind) => kind switch
    {
        "Perceptron" => new() { Size = [3, 2] },
        "FeedForward" or "RadialBasis" => new() { Size = [3, 5, 2] },
        "DeepFeedForward" => new() { Size = [3, 5, 4, 2] },
        "Recurrent" or "LSTM" or "GRU" => new() { Size = [3, 5, 4, 2], Length = 6 },
        _ => Deep,
    };
}
