namespace MLPosh.Engine.Tests.Data;

public sealed class StandardizationTests
{
    [Fact]
    public void Features_get_mean_0_and_population_deviation_1_and_say_what_was_done()
    {
        var data = DatasetBuilder.FromArrays(
            new[,] { { 1, 100 }, { 2, 300 }, { 3, 200 }, { 6, 200 } }, new[] { 1, 2, 3, 4 }, new() { Standardize = true });
        Assert.Equal([3, 200], data.FeatureMean);
        Assert.Equal(Math.Sqrt(3.5), data.FeatureScale![0], 1e-15);
        Assert.Equal(Math.Sqrt(5000), data.FeatureScale[1], 1e-12);
        Assert.Equal((6 - 3) / Math.Sqrt(3.5), data.X[6], 1e-15);
        Assert.Equal([1, 2, 3, 4], data.Y);
    }

    [Fact]
    public void A_constant_feature_becomes_0_and_not_noise()
    {
        // The sum of a thousand 0.1 is not 100, so the mean is a little off.
        var data = DatasetBuilder.FromArrays(
            Enumerable.Repeat(0.1, 1000).ToArray(), Enumerable.Range(0, 1000).ToArray(), new() { Standardize = true });
        Assert.All(data.X, value => Assert.Equal(0, value));
        Assert.Equal([0.1], data.FeatureMean);
        Assert.Equal([1.0], data.FeatureScale);
    }

    [Fact]
    public void A_feature_far_from_zero_keeps_its_digits()
    {
        var data = DatasetBuilder.FromArrays(new[] { 1e9, 1e9 + 1, 1e9 + 2 }, new[] { 1, 2, 3 }, new() { Standardize = true });
        Assert.Equal(Math.Sqrt(2.0 / 3), data.FeatureScale![0], 1e-12);
    }

    [Fact]
    public void One_hot_columns_stay_as_they_are()
    {
        var data = TableBuilderTests.Build(
            new() { Target = ["Price"], Categorical = ["Colour"], Standardize = true }, [1, "red", 1], [3, "blue", 2]);
        Assert.Equal([-1, 0, 1, 1, 1, 0], data.X);
        Assert.Equal([2, 0, 0], data.FeatureMean);
        Assert.Equal([1, 1, 1], data.FeatureScale);
    }

    [Fact]
    public void Sequences_are_scaled_a_feature_over_samples_and_time()
    {
        var data = DatasetBuilder.FromArrays(
            new[,,] { { { 1, 10 }, { 3, 10 } }, { { 5, 20 }, { 7, 20 } } }, new[] { 1, 2 }, new() { Standardize = true });
        Assert.Equal([4, 15], data.FeatureMean);
        Assert.Equal([Math.Sqrt(5), 5], data.FeatureScale);
        Assert.Equal([2, 2], data.InputShape);
        Assert.Equal([-1, -1, 1, 1], [data.X[1], data.X[3], data.X[5], data.X[7]]);
    }

    [Fact]
    public void Images_are_scaled_a_channel_over_samples_and_pixels()
    {
        var data = DatasetBuilder.FromArrays(
            new[,,,] { { { { 0, 2 } }, { { 10, 10 } } }, { { { 4, 6 } }, { { 30, 30 } } } },
            new[] { 1, 2 },
            new() { Standardize = true });
        Assert.Equal([3, 20], data.FeatureMean);
        Assert.Equal([Math.Sqrt(5), 10], data.FeatureScale);
        double a = 3 / Math.Sqrt(5), b = 1 / Math.Sqrt(5);
        Assert.Equal([-a, -b, -1, -1, b, a, 1, 1], data.X);
    }

    [Fact]
    public void One_sample_cannot_be_standardised()
    {
        Fails.With(
            ErrorId.OptionOutOfRange,
            "given with one sample",
            () => DatasetBuilder.FromArrays(new[] { 1 }, new[] { 1 }, new() { Standardize = true }),
            "Standardize",
            "at least two samples");
        Fails.With(
            ErrorId.OptionOutOfRange,
            "given with one sample",
            () => TableBuilderTests.Build(new() { Feature = ["Width"], Target = ["Price"], Standardize = true }, [1, "", 2]));
    }
}
