namespace MLPosh.Engine.Tests.Networks.Kinds;

public class RadialBasisTests
{
    [Fact]
    public void It_fits_a_sine_with_fewer_units_than_a_feed_forward_network()
    {
        // Three periods: ten bumps follow them, sixteen bent lines or steps do not.
        var data = DatasetGenerator.Generate("Sine", new() { Count = 300, Low = -10, High = 10, Seed = 1 });
        foreach (long seed in new long[] { 1, 2, 3 })
        {
            double radial = Fit("RadialBasis", [1, 10, 1], null, data, seed).Loss!.Value;
            Assert.InRange(radial, 0, 0.0006);
            Assert.InRange(Fit("FeedForward", [1, 10, 1], "Tanh", data, seed).Loss!.Value, 4 * radial, 1);
            Assert.InRange(Fit("FeedForward", [1, 16, 1], "ReLU", data, seed).Loss!.Value, 4 * radial, 1);
        }
    }

    [Fact]
    public void It_finds_three_modes_with_fewer_units_than_a_feed_forward_network()
    {
        var data = DatasetGenerator.Generate("ThreeModes", new() { Count = 600, Seed = 1 });
        foreach (long seed in new long[] { 1, 2, 3 })
        {
            Assert.InRange(Fit("RadialBasis", [2, 6, 1], null, data, seed).Accuracy!.Value, 0.99, 1);
            Assert.InRange(Fit("FeedForward", [2, 6, 1], "Tanh", data, seed).Accuracy!.Value, 0, 0.985);
        }
    }

    [Fact]
    public void Units_start_among_the_samples_once()
    {
        double[] x = [0, 0.1, 0.2, 10, 10.1, 10.2, 50, 50.1, 50.2];
        var data = Samples.Of(x, x);
        var network = Samples.Network(1, "RadialBasis(3)", "Linear(1)");
        var before = network.Copy();
        Assert.Equal([0], network.GetParameter("0.placed").Value);
        _ = Train(network, data, 1e-12);
        Assert.Equal([1], network.GetParameter("0.placed").Value);
        double[] centers = [.. network.GetParameter("0.center").Value.Order()];
        Assert.Equal([0.1, 10.1, 50.1], centers.Select(center => Math.Round(center, 6)));

        // The root mean square distance to the two others.
        double[] widths = [.. network.GetParameter("0.width").Value.Order()];
        Assert.Equal(Math.Sqrt((100 + (40 * 40)) / 2.0), widths[0], 5);
        Assert.Equal(Math.Sqrt((50 * 50 + (40 * 40)) / 2.0), widths[2], 5);

        // Neither a second training nor a copy's starts over, and the same seed chooses the same.
        var copy = network.Copy();
        _ = Train(copy, Samples.Of([-7, -8, -9, -10], [1, 2, 3, 4]), 1e-12);
        Assert.Equal(centers, copy.GetParameter("0.center").Value.Order(), (a, b) => Math.Abs(a - b) < 1e-6);
        _ = Train(before, data, 1e-12);
        Assert.Equal(network.Snapshot(), before.Snapshot());
    }

    [Fact]
    public void What_was_set_by_hand_stays()
    {
        var network = Samples.Network(1, "RadialBasis(2)", "Linear(1)");
        network.SetParameter("0.center", [3, 4]);
        _ = Train(network, Samples.Of([-1, -2, -3], [1, 2, 3]), 1e-12);
        Assert.Equal([3, 4], network.GetParameter("0.center").Value.Select(center => Math.Round(center, 6)));
    }

    [Fact]
    public void Placed_set_to_0_places_again()
    {
        var network = Samples.Network(1, "RadialBasis(2)", "Linear(1)");
        network.SetParameter("0.center", [3, 4]);
        network.SetParameter("0.placed", [0]);
        _ = Trainer.Run(network, Samples.Of([-1, -2], [1, 2]), new() { Method = TrainingMethod.RandomSearch, Epochs = 1 }).Last();
        Assert.Equal([-2.0, -1.0], network.GetParameter("0.center").Value.Order());
    }

    [Fact]
    public void Inner_units_start_among_what_comes_to_them()
    {
        var network = Samples.Network(2, "Linear(1)", "Linear", "RadialBasis(2)", "Linear(1)");
        network.SetParameter("0.weight", [100, 0]);
        network.SetParameter("0.bias", [7]);
        _ = Train(network, Samples.Of([0, 5, 1, 5], [0, 1], inputs: 2), 1e-12);
        Assert.Equal([7, 107], network.GetParameter("2.center").Value.Order().Select(center => Math.Round(center, 3)));
    }

    [Fact]
    public void One_unit_is_as_wide_as_the_data_and_equal_samples_give_width_1()
    {
        var one = new CenterSearch([1, 3, 5, 7], 1, seed: 1, CancellationToken.None);
        double[] center = one.Centers(1);
        Assert.Equal([4.0], center);
        Assert.Equal(Math.Sqrt(5), one.Widths(center)[0], 12);
        Assert.Equal([1.0], new CenterSearch([2, 2, 2], 1, 1, CancellationToken.None).Widths([2]));
    }

    [Fact]
    public void Clusters_get_a_center_each_whatever_the_seed()
    {
        var data = DatasetGenerator.Generate("Blobs", new() { Count = 600, ClassCount = 5, Noise = 0.1, Seed = 4 });
        for (long seed = 1; seed <= 20; seed++)
        {
            double[] centers = new CenterSearch([.. data.X], 2, seed, CancellationToken.None).Centers(5);
            double worst = data.X.Chunk(2).Max(x => centers.Chunk(2).Min(
                center => Math.Pow(x[0] - center[0], 2) + Math.Pow(x[1] - center[1], 2)));
            Assert.InRange(worst, 0, 1);
        }
    }

    [Fact]
    public void More_samples_than_ten_thousand_are_thinned_out()
    {
        double[] many = [.. Enumerable.Range(0, 25_000).Select(i => (double)i)];
        var search = new CenterSearch(many, 1, 1, CancellationToken.None);
        Assert.Equal(12_500, search.Centers(1)[0], 2.0);
    }

    [Fact]
    public void Fewer_different_samples_than_units_are_an_error_and_change_nothing()
    {
        var network = Samples.Network(1, "RadialBasis(3)", "Linear(1)");
        double[] before = network.Snapshot();
        var error = Assert.Throws<MLPoshException>(() => Train(network, Samples.Of([1, 1, 2, 2], [1, 2, 3, 4]), 0.1));
        Assert.Equal(ErrorId.NetworkShapeMismatch, error.Id);
        Assert.Contains("only 2 different", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Snapshot());
        network.SetParameter("1.bias", [0]); // nobody holds it any more
    }

    private static TrainingEpoch Train(Network network, Dataset data, double rate) =>
        Trainer.Run(network, data, new() { Optimizer = new SGD(rate), Epochs = 1, Precision = Precision.Double }).Last();

    private static NetworkMeasurement Fit(string kind, int[] sizes, string? activation, Dataset data, long seed)
    {
        var network = NetworkKinds.Create(
            kind, new() { Size = sizes, Activation = activation is null ? null : Activation.Find(activation) }, seed);
        _ = Trainer.Run(network, data, new() { Optimizer = new Adam(0.05), Epochs = 500 }).Last();
        return NetworkMeasurement.Of(network, data);
    }
}
