namespace MLPosh.Engine.Tests.Data;

/// <summary>Xor, Spiral, Moons and Blobs: where their samples lie.</summary>
public sealed class PlanarKindTests
{
    [Fact]
    public void Xor_is_the_corners_of_a_square()
    {
        var data = DatasetGenerator.Generate("Xor", new() { Noise = 0, Count = 8, Seed = 1 });
        Assert.Equal(["0", "1"], data.Classes);
        Assert.Equal([0, 0, 0, 1, 1, 0, 1, 1], data.X.Take(8));
        Assert.Equal([0, 1, 1, 0, 0, 1, 1, 0], data.Y);
    }

    [Theory]
    [InlineData(null, 0.1)]
    [InlineData(0.25, 0.25)]
    public void Xor_has_clouds_around_its_corners(double? noise, double deviation)
    {
        var clean = DatasetGenerator.Generate("Xor", new() { Noise = 0, Count = 8000, Seed = 1 });
        var data = DatasetGenerator.Generate("Xor", new() { Noise = noise, Count = 8000, Seed = 1 });
        Assert.Equal(clean.Y, data.Y);
        double[] errors = [.. data.X.Zip(clean.X, (x, corner) => x - corner)];
        Assert.Equal(0, errors.Average(), deviation / 25);
        Assert.Equal(deviation, Math.Sqrt(errors.Average(e => e * e)), deviation / 25);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    [InlineData(5)]
    public void Spiral_arms_wind_once_around_the_origin(int? given)
    {
        int classes = given ?? 2;
        var data = DatasetGenerator.Generate("Spiral", new() { ClassCount = given, Count = 1000, Seed = 1 });
        Assert.Equal(classes, data.Classes!.Count);
        Assert.All(data.Rows(), row =>
        {
            Assert.InRange(row.Norm, 0.2, 2);
            double turns = (Math.Atan2(row.X[1], row.X[0]) / Math.Tau) - (row.Norm / 2);
            double arm = (turns - Math.Floor(turns)) * classes;
            Assert.Equal(row.Y, Math.Round(arm) % classes);
            Assert.Equal(Math.Round(arm), arm, 1e-9);
        });
        IsBalanced(data, classes);
        Assert.Equal(1.1, data.Rows().Average(row => row.Norm), 0.06);
    }

    [Fact]
    public void Moons_are_half_circles_that_reach_into_each_other()
    {
        var data = DatasetGenerator.Generate("Moons", new() { Count = 1000, Seed = 1 });
        Assert.Equal(["0", "1"], data.Classes);
        IsBalanced(data, 2);
        Assert.All(data.Rows(), row =>
        {
            bool isUpper = row.Y == 0;
            double x = row.X[0] - (isUpper ? 0 : 1), y = row.X[1] - (isUpper ? 0 : 0.5);
            Assert.Equal(1, Math.Sqrt((x * x) + (y * y)), 1e-12);
            Assert.True(isUpper ? y >= 0 : y <= 0);
        });
        Assert.InRange(LineClassifier.BestAccuracy(data), 0.8, 0.95);
    }

    [Fact]
    public void Blobs_are_normal_clouds_around_centers_of_the_seed()
    {
        var options = new DatasetGeneratorOptions { Count = 3000, Seed = 1 };
        var data = DatasetGenerator.Generate("Blobs", options);
        var centers = DatasetGenerator.Generate("Blobs", options with { Noise = 0, Count = 3 });
        Assert.Equal(["0", "1", "2"], data.Classes);
        Assert.Equal([0, 1, 2], centers.Y);
        Assert.All(centers.X, value => Assert.InRange(value, -10, 10));
        Assert.Equal(6, centers.X.Distinct().Count());
        IsBalanced(data, 3);
        double[] errors = [.. data.X.Select((x, i) => x - centers.X[i % 6])];
        Assert.Equal(0, errors.Average(), 0.05);
        Assert.Equal(1, Math.Sqrt(errors.Average(e => e * e)), 0.05);
        var others = DatasetGenerator.Generate("Blobs", options with { Noise = 0, Count = 3, Seed = 2 });
        Assert.NotEqual(centers.X, others.X);
    }

    [Fact]
    public void Blobs_have_as_many_classes_and_dimensions_as_asked_for()
    {
        var data = DatasetGenerator.Generate("Blobs", new() { ClassCount = 11, Dimension = 3, Count = 110, Seed = 1 });
        Assert.Equal(["x1", "x2", "x3"], data.FeatureNames);
        IsBalanced(data, 11);
        Assert.Equal("00 01 02 03 04 05 06 07 08 09 10", string.Join(' ', data.Classes!));
        Assert.Equal(data.Classes!.Order(StringComparer.Ordinal), data.Classes);
    }

    [Fact]
    public void Ten_classes_need_no_zeros_in_front() => Assert.Equal(
        "0 1 2 3 4 5 6 7 8 9",
        string.Join(' ', DatasetGenerator.Generate("Spiral", new() { ClassCount = 10, Count = 10 }).Classes!));

    private static void IsBalanced(Dataset data, int classes)
    {
        Assert.Equal(["class"], data.TargetNames);
        int[] sizes = [.. data.Y.CountBy(label => label).Select(pair => pair.Value)];
        Assert.Equal(classes, sizes.Length);
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
    }
}
