namespace MLPosh.Engine.Tests.Networks;

public class LayerParserTests
{
    [Theory]
    [InlineData("Linear(10)", "Linear(10)")]
    [InlineData(" linear ( 3 ) ", "Linear(3)")]
    [InlineData("Linear(3, bias=false)", "Linear(3, bias=false)")]
    [InlineData("Linear(3,Bias=True)", "Linear(3)")]
    [InlineData("relu", "ReLU")]
    [InlineData("Linear", "Linear")]
    public void A_layer_is_read_and_written(string text, string expected) =>
        Assert.Equal(expected, LayerParser.Parse(text).ToString());

    [Fact]
    public void Linear_without_a_size_is_the_activation() =>
        Assert.IsType<ActivationLayer>(LayerParser.Parse("Linear"));

    [Theory]
    [InlineData("Foo")]
    [InlineData("Foo(3)")]
    [InlineData("ReLU(3)")]
    [InlineData("")]
    [InlineData("Linear(")]
    [InlineData("Linear(3))")]
    public void What_is_no_layer_lists_the_layers(string text)
    {
        var error = Assert.Throws<MLPoshException>(() => LayerParser.Parse(text));
        Assert.Equal((ErrorId.LayerNotRecognized, (object)text), (error.Id, error.Target));
        Assert.All(LayerParser.Names, name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
        Assert.Contains("Linear(n)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Linear()", "''")]
    [InlineData("Linear(ten)", "'ten'")]
    [InlineData("Linear(3.5)", "'3.5'")]
    [InlineData("Linear(3, foo=1)", "'foo=1'")]
    [InlineData("Linear(3, bias=maybe)", "'maybe'")]
    public void A_layer_that_cannot_be_read_says_why(string text, string part)
    {
        var error = Assert.Throws<MLPoshException>(() => LayerParser.Parse(text));
        Assert.Equal(ErrorId.LayerNotRecognized, error.Id);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_activation_lists_the_known_ones()
    {
        var error = Assert.Throws<MLPoshException>(() => Activation.Find("Foo"));
        Assert.Equal((ErrorId.ActivationNotRecognized, (object)"Foo"), (error.Id, error.Target));
        Assert.Contains("Step, Sign, Linear, PiecewiseLinear, Sigmoid, Tanh, ReLU", error.Message, StringComparison.Ordinal);
    }
}
