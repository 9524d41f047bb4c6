namespace MLPosh.Engine.Tests.Networks.Kinds;

public class NetworkKindErrorTests
{
    public static TheoryData<string, NetworkKindOptions, string> OutOfRange => new()
    {
        { "FeedForward", new(), "InputSize, HiddenSize and OutputSize, or as Size" },
        { "FeedForward", new() { InputSize = 2, OutputSize = 1 }, "incomplete" },
        { "FeedForward", new() { InputSize = 2, HiddenSize = [], OutputSize = 1 }, "incomplete" },
        { "FeedForward", new() { InputSize = 2, HiddenSize = [3, 3], OutputSize = 1 }, "one hidden layer" },
        { "FeedForward", new() { Size = [2, 1] }, "the input size, the size of one hidden layer and the output size" },
        { "FeedForward", new() { Size = [2, 3, 1], InputSize = 2 }, "left out where" },
        { "FeedForward", new() { Size = [2, 3, 1], CodeSize = 2 }, "CodeSize" },
        { "Perceptron", new() { Size = [2, 3, 1] }, "the input size and the output size" },
        { "Perceptron", new() { InputSize = 2, HiddenSize = [3], OutputSize = 1 }, "no settings of its own" },
        { "Perceptron", new() { Size = [2] }, "the output size" },
        { "RadialBasis", new() { Size = [2, 3, 4, 1] }, "Gaussian units" },
        { "RadialBasis", new() { Size = [2, 3, 1], Activation = Activation.Default }, "the kind RadialBasis has HiddenSize" },
        { "DeepFeedForward", new() { Size = [2, 3, 1] }, "two or more hidden layers" },
        { "FeedForward", new() { Size = [2, 3, 1], Beta = 1 }, "Beta is given" },
        { "AutoEncoder", new() { InputSize = 3 }, "CodeSize" },
        { "AutoEncoder", new() { CodeSize = 3 }, "InputSize" },
        { "AutoEncoder", new() { Size = [3, 3] }, "odd number" },
        { "AutoEncoder", new() { Size = [3, 4, 4, 3] }, "odd number" },
        { "AutoEncoder", new() { Size = [3, 2, 3], CodeSize = 2 }, "left out where" },
        { "AutoEncoder", new() { InputSize = 3, CodeSize = 2, Beta = 1 }, "Beta is given" },
        { "AutoEncoder", new() { InputSize = 3, CodeSize = 2, Activation = Activation.Default }, "left out without HiddenSize" },
        { "VariationalAutoEncoder", new() { InputSize = 3, CodeSize = 2, Sparsity = 0.1 }, "Sparsity is given" },
        { "DenoisingAutoEncoder", new() { InputSize = 3, CodeSize = 2, NoiseDeviation = 1, MaskProbability = 0.1 }, "MaskProbability" },
        { "SparseAutoEncoder", new() { InputSize = 3, CodeSize = 2, SparsityPenalty = SparsityPenalty.L1, Sparsity = 0.1 }, "penalty L1" },
        { "SparseAutoEncoder", new() { InputSize = 3, CodeSize = 2, NoiseDeviation = 0.1 }, "NoiseDeviation is given" },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void What_a_kind_cannot_be_made_of_is_told(string kind, NetworkKindOptions options, string part)
    {
        var error = Assert.Throws<MLPoshException>(() => NetworkKinds.Create(kind, options));
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_outside_its_range_is_told_where_it_is_given()
    {
        Func<NetworkKindOptions>[] bad =
        [
            () => new() { InputSize = 0 }, () => new() { HiddenSize = [3, 0] }, () => new() { OutputSize = -1 },
            () => new() { Size = [3, 0, 1] }, () => new() { CodeSize = 0 },
            () => new() { Beta = -0.1 }, () => new() { Beta = double.NaN },
            () => new() { NoiseDeviation = -1 }, () => new() { NoiseDeviation = double.PositiveInfinity },
            () => new() { MaskProbability = -0.1 }, () => new() { MaskProbability = 1 },
            () => new() { Sparsity = 0 }, () => new() { Sparsity = 1 }, () => new() { Sparsity = double.NaN },
            () => new() { SparsityWeight = -1 }, () => new() { SparsityPenalty = (SparsityPenalty)7 },
        ];
        Assert.All(bad, make => Assert.Equal(ErrorId.OptionOutOfRange, Assert.Throws<MLPoshException>(make).Id));
    }

    [Fact]
    public void An_autoencoder_gives_as_many_numbers_as_it_takes()
    {
        Action[] bad =
        [
            () => NetworkKinds.Create("AutoEncoder", new() { InputSize = 3, CodeSize = 2, OutputSize = 4 }),
            () => NetworkKinds.Create("VariationalAutoEncoder", new() { Size = [3, 2, 4] }),
            () => Network.Create([3], [new LinearLayer(4)], seed: 1, isAutoEncoder: true),
        ];
        Assert.All(bad, make => Assert.Equal(ErrorId.NetworkShapeMismatch, Assert.Throws<MLPoshException>(make).Id));
    }

    [Theory]
    [InlineData("RadialBasis(0)")]
    [InlineData("Noise(-0.1)")]
    [InlineData("Mask(1)")]
    [InlineData("Mask(-0.1)")]
    [InlineData("Sample(0)")]
    [InlineData("Sample(2, weight=-1)")]
    [InlineData("Sparse(0)")]
    [InlineData("Sparse(1)")]
    [InlineData("Sparse(0.1, weight=-1)")]
    [InlineData("SparseL1(-1)")]
    public void A_layer_with_a_setting_outside_its_range_is_told(string layer) =>
        Assert.Equal(ErrorId.OptionOutOfRange, Assert.Throws<MLPoshException>(() => LayerParser.Parse(layer)).Id);

    [Theory]
    [InlineData("RadialBasis")]
    [InlineData("Noise")]
    [InlineData("Mask()")]
    [InlineData("Sample")]
    [InlineData("Sparse(a)")]
    [InlineData("SparseL1")]
    public void A_layer_without_a_setting_that_it_needs_cannot_be_read(string layer) =>
        Assert.Equal(ErrorId.LayerNotRecognized, Assert.Throws<MLPoshException>(() => LayerParser.Parse(layer)).Id);

    [Theory]
    [InlineData("Linear(3)", "Sample(2)", "so 4 number(s)")]
    [InlineData("Linear(3)", "Sparse(0.1)", "activations between 0 and 1")]
    [InlineData("ReLU", "Sparse(0.1)", "follows ReLU")]
    [InlineData("Flatten", "Sample(3)", "6 number(s)")]
    public void A_layer_that_cannot_stand_where_it_does_is_told(string before, string layer, string part)
    {
        var error = Assert.Throws<MLPoshException>(() => Samples.Network(5, before, layer));
        Assert.Equal(ErrorId.NetworkShapeMismatch, error.Id);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Radial_units_and_codes_take_plain_features()
    {
        foreach (string layer in new[] { "RadialBasis(3)", "Sample(6)" })
        {
            Assert.Equal(
                ErrorId.NetworkShapeMismatch,
                Assert.Throws<MLPoshException>(() => Samples.Network([4, 3], layer)).Id);
        }

        Assert.Equal(
            ErrorId.NetworkShapeMismatch, Assert.Throws<MLPoshException>(() => Samples.Network(3, "Sparse(0.1)")).Id);
    }
}
