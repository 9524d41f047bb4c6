namespace MLPosh.Engine.Tests.Networks;

public class MeasurementTests
{
    [Fact]
    public void A_perfect_fit_has_RSquared_one_and_the_mean_has_zero()
    {
        var data = Samples.Of([1, 2, 3], [5, 7, 9]);
        var network = Samples.Network(1, "Linear(1)");
        network.SetParameter("0.weight", [2]);
        network.SetParameter("0.bias", [3]);
        var perfect = NetworkMeasurement.Of(network, data);
        Assert.Equal((1.0, 0.0, "MSE"), (perfect.RSquared, perfect.Loss, perfect.LossName));
        network.SetParameter("0.weight", [0]);
        network.SetParameter("0.bias", [7]);
        var mean = NetworkMeasurement.Of(network, data, Loss.Find("L1"));
        Assert.Equal(0, mean.RSquared!.Value, 12);
        Assert.Equal(4.0 / 3, mean.Loss!.Value, 6);
        Assert.Null(mean.Accuracy);
        Assert.Null(mean.Confusion);
    }

    [Fact]
    public void One_row_has_a_loss_but_no_RSquared()
    {
        var measurement = NetworkMeasurement.Of(Samples.Network(1, "Linear(1)"), Samples.Of([1], [2]));
        Assert.Null(measurement.RSquared);
        Assert.True(measurement.Loss > 0);
    }

    [Fact]
    public void Classes_are_counted()
    {
        // Output i is larger where the feature is on its side: 'a' below zero, 'b' above.
        var data = DatasetBuilder.FromArrays(new[] { -1.0, -2, 3, 4, 5 }, new[] { "a", "b", "b", "b", "a" });
        var network = Samples.Network(1, "Linear(2)");
        network.SetParameter("0.weight", [-1, 1]);
        network.SetParameter("0.bias", [0, 0]);
        var measurement = NetworkMeasurement.Of(network, data);
        Assert.Equal(0.6, measurement.Accuracy!.Value, 12);
        Assert.Equal([1, 1], measurement.Confusion![0]);
        Assert.Equal([1, 2], measurement.Confusion[1]);
        Assert.Equal("CrossEntropy", measurement.LossName);
        Assert.Equal(NetworkEvaluation.MeanLoss(network, data, Loss.ForClasses), measurement.Loss);
        Assert.Equal(["a", "a", "b", "b", "b"], NetworkPrediction.Of(network, data).Select(prediction => prediction.Class));
    }

    [Fact]
    public void Predictions_of_an_inner_layer_stop_there()
    {
        var network = Samples.Network(1, "Linear(3)", "ReLU", "Linear(1)");
        var data = Samples.Of([-1, 1], [0, 0]);
        var before = (double[])NetworkPrediction.Of(network, data, innerLayer: 0).First().Value;
        var after = (double[])NetworkPrediction.Of(network, data, innerLayer: 1).First().Value;
        Assert.Equal(before.Select(value => Math.Max(0, value)), after);
        Assert.IsType<double>(NetworkPrediction.Of(network, data).First().Value);
        foreach (int layer in new[] { -1, 3 })
        {
            var error = Assert.Throws<MLPoshException>(() => NetworkPrediction.Of(network, data, innerLayer: layer));
            Assert.Equal((ErrorId.OptionOutOfRange, (object)layer), (error.Id, error.Target));
        }
    }

    [Fact]
    public void Many_samples_are_predicted_in_their_order()
    {
        double[] x = [.. Enumerable.Range(0, 40_000).Select(i => i / 1000.0)];
        var network = Samples.Network(1, "Linear(1)");
        network.SetParameter("0.weight", [2]);
        network.SetParameter("0.bias", [3]);
        var outputs = NetworkEvaluation.Predict(network, Samples.Of(x, x), precision: Precision.Double);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal((2 * x[i]) + 3, outputs[i], 10);
        }
    }
}
