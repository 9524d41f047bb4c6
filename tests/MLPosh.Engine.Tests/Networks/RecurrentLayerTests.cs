using MLPosh.Devices;

namespace MLPosh.Engine.Tests.Networks;

public class RecurrentLayerTests
{
    [Theory]
    [InlineData("RNN(4)", "RNN(4)")]
    [InlineData("rnn(4, nonlinearity=relu, layers=1)", "RNN(4, nonlinearity=ReLU)")]
    [InlineData("LSTM(4, returnsequence=true, bias=false)", "LSTM(4, ReturnSequence=true, bias=false)")]
    [InlineData("GRU(4,layers=2,bidirectional=True,dropout=0.25)", "GRU(4, layers=2, bidirectional=true, dropout=0.25)")]
    public void A_layer_is_read_and_written(string text, string expected)
    {
        string written = LayerParser.Parse(text).ToString()!;
        Assert.Equal(expected, written);
        Assert.Equal(expected, LayerParser.Parse(written).ToString());
    }

    [Theory]
    [InlineData("LSTM(4)", new[] { 4 })]
    [InlineData("LSTM(4, bidirectional=true)", new[] { 8 })]
    [InlineData("GRU(4, layers=3)", new[] { 4 })]
    [InlineData("RNN(4, ReturnSequence=true)", new[] { 5, 4 })]
    [InlineData("RNN(4, ReturnSequence=true, bidirectional=true)", new[] { 5, 8 })]
    [InlineData("Linear(7)", new[] { 5, 7 })]
    public void The_output_is_the_last_step_or_all_of_them(string layer, int[] shape) =>
        Assert.Equal(shape, Samples.Network([5, 3], layer).OutputShape);

    [Theory]
    [InlineData("RNN(4, layers=2)", 1, 2, 1)]
    [InlineData("LSTM(4, layers=2, bidirectional=true)", 4, 2, 2)]
    [InlineData("GRU(4, bidirectional=true)", 3, 1, 2)]
    public void Parameters_have_PyTorchs_names_shapes_and_distribution(string layer, int gates, int layers, int directions)
    {
        var parameters = Samples.Network([5, 3], layer).GetParameters();
        var expected =
            from level in Enumerable.Range(0, layers)
            from end in new[] { $"l{level}", $"l{level}_reverse" }.Take(directions)
            let input = level == 0 ? 3 : 4 * directions
            from parameter in new (string Name, int[] Shape)[]
            {
                ($"0.weight_ih_{end}", [4 * gates, input]), ($"0.weight_hh_{end}", [4 * gates, 4]),
                ($"0.bias_ih_{end}", [4 * gates]), ($"0.bias_hh_{end}", [4 * gates]),
            }
            select parameter;
        Assert.Equal(expected.Select(item => item.Name), parameters.Select(item => item.Name));
        Assert.All(expected.Zip(parameters), pair => Assert.Equal(pair.First.Shape, pair.Second.Shape));
        double[] values = [.. parameters.SelectMany(parameter => parameter.Value)];
        Assert.All(values, value => Assert.InRange(value, -0.5, 0.5));
        Assert.Contains(values, value => value > 0.4);
        Assert.Contains(values, value => value < -0.4);
    }

    [Theory]
    [InlineData("RNN")]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void What_is_passed_on_are_the_steps_at_which_each_direction_ends(string kind)
    {
        var all = Samples.Network([6, 2], $"{kind}(3, ReturnSequence=true, bidirectional=true)");
        var last = Samples.Network([6, 2], $"{kind}(3, bidirectional=true)");
        foreach (var parameter in all.GetParameters())
        {
            last.SetParameter(parameter.Name, parameter.Value);
        }

        var data = Samples.Shaped(Samples.Cloud(4, 12, 6), [6, 2]);
        double[] steps = Outputs(all, data), ends = Outputs(last, data);
        for (int s = 0; s < 4; s++)
        {
            double[] sample = steps[(s * 36)..((s + 1) * 36)];
            Assert.Equal([.. sample[30..33], .. sample[3..6]], ends[(s * 6)..((s + 1) * 6)]);
        }
    }

    [Fact]
    public void Dropout_between_stacked_layers_is_silent_outside_training_and_differs_from_stack_to_stack()
    {
        var with = Samples.Network([4, 3], "GRU(5, layers=3, dropout=0.5)");
        var without = Samples.Network([4, 3], "GRU(5, layers=3)");
        var data = Samples.Shaped(Samples.Cloud(30, 12, 5), [4, 3]);
        Assert.Equal(Outputs(without, data), Outputs(with, data));
        using var plan = ComputeDevice.Default.CreatePlan(with.Record(Objective.Of(with, data, null)), 30);
        plan.WriteParameters(with.Snapshot());
        plan.Load(data.Source, NetworkEvaluation.Indices(0, 30));
        double silent = plan.Evaluate(withGradient: false);
        plan.Training = new TrainingStep(1, 1);
        double first = plan.Evaluate(withGradient: false);
        plan.Training = new TrainingStep(1, 2);
        double second = plan.Evaluate(withGradient: false);
        Assert.Equal(3, new[] { silent, first, second }.Distinct().Count());
    }

    [Theory]
    [InlineData("LSTM(4)", new[] { 6 }, "a sequence [time, feature]")]
    [InlineData("RNN(4)", new[] { 1, 28, 28 }, "1x28x28")]
    [InlineData("Linear(4)", new[] { 1, 28, 28 }, "1x28x28")]
    public void Another_shape_is_refused(string layer, int[] shape, string part)
    {
        var error = Assert.Throws<MLPoshException>(() => Samples.Network(shape, layer));
        Assert.Equal(ErrorId.NetworkShapeMismatch, error.Id);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_follows_a_layer_that_returns_no_sequence_cannot_be_recurrent()
    {
        var error = Assert.Throws<MLPoshException>(() => Samples.Network([5, 2], "LSTM(3)", "LSTM(3)"));
        Assert.Equal(ErrorId.NetworkShapeMismatch, error.Id);
        Assert.Contains("ReturnSequence", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LSTM(0)", "is 0")]
    [InlineData("GRU(-1)", "is -1")]
    [InlineData("RNN(2, layers=0)", "number of layers")]
    [InlineData("LSTM(2, dropout=1)", "dropout")]
    [InlineData("LSTM(2, dropout=-0.1)", "dropout")]
    [InlineData("RNN(2, nonlinearity=Sigmoid)", "Tanh or ReLU")]
    public void A_setting_out_of_range_is_named(string text, string part)
    {
        var error = Assert.Throws<MLPoshException>(() => LayerParser.Parse(text));
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LSTM", "size")]
    [InlineData("LSTM(2, nonlinearity=ReLU)", "nonlinearity=ReLU")]
    [InlineData("GRU(2, ReturnSequence=yes)", "'yes'")]
    public void Text_that_cannot_be_read_says_why(string text, string part)
    {
        var error = Assert.Throws<MLPoshException>(() => LayerParser.Parse(text));
        Assert.Equal(ErrorId.LayerNotRecognized, error.Id);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sequences_of_another_length_are_refused()
    {
        var error = Assert.Throws<MLPoshException>(
            () => NetworkPrediction.Of(Samples.Network([5, 2], "LSTM(3)"), Samples.Shaped(Samples.Cloud(2, 8, 3), [4, 2])).ToList());
        Assert.Equal(ErrorId.NetworkShapeMismatch, error.Id);
        Assert.Contains("5x2", error.Message, StringComparison.Ordinal);
        Assert.Contains("4x2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Linear_takes_each_step_with_the_same_weights()
    {
        var network = Samples.Network([3, 2], "Linear(2)");
        network.SetParameter("0.weight", [1, 2, 3, 4]);
        network.SetParameter("0.bias", [10, 20]);
        var data = new Dataset([1, 0, 0, 1, 1, 1], [0, 0, 0, 0, 0, 0], 1, [3, 2], ["a", "b"], ["1", "2", "3", "4", "5", "6"]);
        Assert.Equal([11.0, 23, 12, 24, 13, 27], Outputs(network, data));
    }

    [Theory]
    [InlineData("Recurrent", "5x2 -> RNN(4) -> Linear(3)", "recurrent cell")]
    [InlineData("LSTM", "5x2 -> LSTM(4) -> Linear(3)", "memory cell")]
    [InlineData("gru", "5x2 -> GRU(4) -> Linear(3)", "different memory cell")]
    public void A_kind_is_its_layer_and_a_linear_one(string kind, string layers, string cell)
    {
        var options = new NetworkKindOptions { InputSize = 2, HiddenSize = [4], OutputSize = 3, Length = 5 };
        Assert.Equal(layers, NetworkKinds.Create(kind, options).ToString());
        Assert.Contains(cell, NetworkKinds.Cells(kind));
        var stacked = NetworkKinds.Create(kind, new NetworkKindOptions { Size = [2, 6, 4, 1], Length = 5 });
        Assert.Contains("(6, ReturnSequence=true) -> ", stacked.ToString(), StringComparison.Ordinal);
        Assert.Equal([1], stacked.OutputShape);
    }

    [Fact]
    public void A_recurrent_kind_needs_a_length_and_others_have_none()
    {
        var sizes = new NetworkKindOptions { InputSize = 2, HiddenSize = [4], OutputSize = 1 };
        foreach (var (kind, options) in new[] { ("LSTM", sizes), ("FeedForward", sizes with { Length = 5 }) })
        {
            var error = Assert.Throws<MLPoshException>(() => NetworkKinds.Create(kind, options));
            Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
            Assert.Contains("Length", error.Message, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(ErrorId.OptionOutOfRange, Assert.Throws<MLPoshException>(() => sizes with { Length = 0 }).Id);
    }

    private static double[] Outputs(Network network, Dataset data) =>
        NetworkEvaluation.Predict(network, data, null, ComputeDevice.Default, Precision.Double);
}
