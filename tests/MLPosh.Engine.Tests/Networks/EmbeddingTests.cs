namespace MLPosh.Engine.Tests.Networks;

public class EmbeddingTests
{
    [Fact]
    public void Each_index_gives_its_row()
    {
        var network = Samples.Network([2], "Embedding(3, 2)");
        network.SetParameter("0.weight", [1, 2, 3, 4, 5, 6]);
        Assert.Equal([2, 2], network.OutputShape);
        Assert.Equal([5.0, 6, 1, 2], NetworkEvaluation.Predict(network, Samples.Of([2, 0], [], 2, 0)));
    }

    [Fact]
    public void Its_numbers_are_normal_at_first()
    {
        double[] weight = Samples.Network([1], "Embedding(1000, 5)").GetParameter("0.weight").Value;
        Assert.InRange(weight.Average(), -0.05, 0.05);
        Assert.InRange(weight.Average(value => value * value), 0.95, 1.05);
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(3.0)]
    [InlineData(0.5)]
    [InlineData(1e300)]
    public void An_index_that_is_not_there_names_row_and_value(double bad)
    {
        var network = Samples.Network([2], "Embedding(3, 2)", "Flatten", "Linear(1)");
        var data = Samples.Of([0, 1, 2, bad], [1, 2], 2);
        var good = Samples.Of([0, 1, 2, 2], [1, 2], 2);
        foreach (Action use in new Action[]
        {
            () => NetworkEvaluation.Predict(network, data),
            () => NetworkMeasurement.Of(network, data),
            () => NetworkGradient.Of(network, data),
            () => GradientCheck.Run(network, data),
            () => Trainer.Run(network, data),
            () => Trainer.Run(network, good, new TrainingOptions { Validation = data }),
        })
        {
            var error = Assert.Throws<MLPoshException>(use);
            Assert.Equal((ErrorId.DatasetValueInvalid, (object)bad), (error.Id, error.Target));
            Assert.Contains("Row 2, column 'x2'", error.Message, StringComparison.Ordinal);
            Assert.Contains("from 0 to 2", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void It_stands_first_or_nowhere()
    {
        var error = Assert.Throws<MLPoshException>(() => Samples.Network([2], "Linear(2)", "Embedding(3, 2)"));
        Assert.Equal(ErrorId.NetworkShapeMismatch, error.Id);
        Assert.Contains("it is layer 1", error.Message, StringComparison.Ordinal);
    }
}
