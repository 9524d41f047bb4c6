namespace MLPosh.Engine.Tests.Networks;

public class NetworkTests
{
    [Fact]
    public void Parameters_are_named_and_shaped_as_in_PyTorch()
    {
        var network = Network.Create([1, 10, 6, 1], Activation.Find("ReLU"), seed: 1);
        Assert.Equal(
            ["0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias"],
            network.GetParameters().Select(parameter => parameter.Name));
        Assert.Equal([6, 10], network.GetParameter("2.weight").Shape);
        Assert.Equal(60, network.GetParameter("2.WEIGHT").ElementCount);
        Assert.Equal(93, network.ParameterCount);
        Assert.Equal("1 -> Linear(10) -> ReLU -> Linear(6) -> ReLU -> Linear(1)", network.ToString());
    }

    [Fact]
    public void Parameters_start_uniform_within_one_over_the_root_of_the_inputs()
    {
        var network = Network.Create([100], [new LinearLayer(200)], seed: 1);
        foreach (string name in new[] { "0.weight", "0.bias" })
        {
            var values = network.GetParameter(name).Value;
            Assert.All(values, value => Assert.InRange(value, -0.1, 0.1));
            Assert.All(values, value => Assert.Equal((double)(float)value, value));
            Assert.InRange(values.Average(), -0.02, 0.02);
            Assert.True(values.Max() > 0.09 && values.Min() < -0.09);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_network()
    {
        double[] Draw(long seed) => Network.Create([2, 3], Activation.Default, seed).GetParameter("0.weight").Value;
        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
    }

    [Fact]
    public void What_comes_out_is_a_copy()
    {
        var network = Samples.Network(1, "Linear(1)");
        network.GetParameter("0.bias").Value[0] = 77;
        Assert.NotEqual(77, network.GetParameter("0.bias").Value[0]);
    }

    [Fact]
    public void A_copy_is_independent()
    {
        var network = Samples.Network(1, "Linear(1)");
        var copy = network.Copy();
        Assert.Equal(network.Snapshot(), copy.Snapshot());
        copy.SetParameter("0.bias", [77]);
        Assert.NotEqual(77, network.GetParameter("0.bias").Value[0]);
    }

    [Fact]
    public void A_parameter_takes_a_flat_value_or_its_own_shape()
    {
        var network = Samples.Network(2, "Linear(2)");
        network.SetParameter("0.weight", [1, 2, 3, 4]);
        network.SetParameter("0.weight", [5, 6, 7, 8], [2, 2]);
        Assert.Equal([5, 6, 7, 8], network.GetParameter("0.weight").Value);
    }

    [Theory]
    [InlineData(new double[] { 1, 2, 3 }, null)]
    [InlineData(new double[] { 1, 2, 3, 4 }, new[] { 4, 1 })]
    public void A_value_of_another_shape_changes_nothing(double[] value, int[]? shape)
    {
        var network = Samples.Network(2, "Linear(2)");
        var before = network.Snapshot();
        var error = Assert.Throws<MLPoshException>(() => network.SetParameter("0.weight", value, shape));
        Assert.Equal((ErrorId.ParameterShapeMismatch, (object)"0.weight"), (error.Id, error.Target));
        Assert.Contains("[2, 2]", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Snapshot());
    }

    [Fact]
    public void An_unknown_parameter_lists_those_there_are()
    {
        var error = Assert.Throws<MLPoshException>(() => Samples.Network(1, "Linear(1)").GetParameter("1.weight"));
        Assert.Equal((ErrorId.ParameterNotFound, (object)"1.weight"), (error.Id, error.Target));
        Assert.Contains("0.weight, 0.bias", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Sizes_below_one_are_errors(int size)
    {
        foreach (var make in new Func<object>[]
        {
            () => Network.Create([1, size, 1], Activation.Default),
            () => Network.Create([size, 1], Activation.Default),
            () => new LinearLayer(size),
        })
        {
            var error = Assert.Throws<MLPoshException>(make);
            Assert.Equal((ErrorId.OptionOutOfRange, (object)size), (error.Id, error.Target));
        }
    }

    [Fact]
    public void A_network_needs_a_layer()
    {
        Assert.Equal(ErrorId.OptionOutOfRange, Assert.Throws<MLPoshException>(() => Network.Create([3], Activation.Default)).Id);
        Assert.Equal(
            ErrorId.NetworkShapeMismatch,
            Assert.Throws<MLPoshException>(() => Network.Create([3], (IReadOnlyList<Layer>)[])).Id);
    }

    [Fact]
    public void A_linear_layer_does_not_take_images() => Assert.Equal(
        ErrorId.NetworkShapeMismatch,
        Assert.Throws<MLPoshException>(() => Network.Create([1, 28, 28], [new LinearLayer(2)])).Id);
}
