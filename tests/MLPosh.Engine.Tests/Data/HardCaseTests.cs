namespace MLPosh.Engine.Tests.Data;

/// <summary>Parity, Ring and ThreeModes: their geometry, and that no line separates them.</summary>
public sealed class HardCaseTests
{
    private static readonly (double X, double Y)[] Modes =
        [(0, 2.5), (-1.25 * Math.Sqrt(3), -1.25), (1.25 * Math.Sqrt(3), -1.25)];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public void Parity_is_1_where_the_number_of_positive_pixels_is_odd(int dimension)
    {
        var data = DatasetGenerator.Generate("Parity", new() { Dimension = dimension, Count = 4000, Seed = 1 });
        IsClassified(data, dimension);
        Assert.All(data.Rows(), row => Assert.Equal(row.X.Count(pixel => pixel > 0) % 2, row.Y));
        Assert.All(data.X, pixel => Assert.InRange(pixel, -1, 1));
        Assert.Equal(0.5, data.Y.Average(), 0.04);
    }

    [Fact]
    public void A_pixel_of_a_parity_says_nothing_by_itself()
    {
        var rows = DatasetGenerator.Generate("Parity", new() { Count = 10_000, Seed = 1 }).Rows();
        Assert.All(Enumerable.Range(0, 4), i =>
            Assert.Equal(0.5, rows.Where(row => row.X[i] > 0).Average(row => row.Y), 0.03));
    }

    [Theory]
    [InlineData(1, 0.45)]
    [InlineData(2, 0.49)]
    [InlineData(3, 0.46)]
    [InlineData(4, 0.5)]
    [InlineData(10, 0.5)]
    [InlineData(200, 0.5)]
    public void Ring_is_1_where_the_norm_is_from_1_to_2(int dimension, double share)
    {
        var data = DatasetGenerator.Generate("Ring", new() { Dimension = dimension, Count = 4000, Seed = 1 });
        IsClassified(data, dimension);
        Assert.All(data.Rows(), row => Assert.Equal(row.Norm is >= 1 and <= 2 ? 1 : 0, row.Y));
        Assert.Equal(share, data.Y.Average(), 0.06);
    }

    [Fact]
    public void Ring_has_class_0_on_both_sides()
    {
        var others = DatasetGenerator.Generate("Ring", new() { Seed = 1 }).Rows().Where(row => row.Y == 0).ToList();
        Assert.Contains(others, row => row.Norm < 1);
        Assert.Contains(others, row => row.Norm > 2);
    }

    [Fact]
    public void ThreeModes_are_normal_and_everything_else_keeps_away()
    {
        var data = DatasetGenerator.Generate("ThreeModes", new() { Count = 6000, Seed = 1 });
        IsClassified(data, 2);
        Assert.Equal(0.5, data.Y.Average());
        var rows = data.Rows();
        Assert.All(rows.Where(row => row.Y == 0), row => Assert.True(Nearest(row.X).Distance >= 1.5));
        Assert.All(rows.Where(row => row.Y == 0), row => Assert.All(row.X, value => Assert.InRange(value, -5, 5)));

        var modes = rows.Where(row => row.Y == 1).GroupBy(row => Nearest(row.X).Mode).ToList();
        Assert.Equal(3, modes.Count);
        Assert.All(modes, mode =>
        {
            Assert.Equal(1000, mode.Count(), 5.0);
            Assert.Equal(Modes[mode.Key].X, mode.Average(row => row.X[0]), 0.06);
            Assert.Equal(Modes[mode.Key].Y, mode.Average(row => row.X[1]), 0.06);
            Assert.Equal(0.4 * Math.Sqrt(2), Math.Sqrt(mode.Average(row => Math.Pow(Nearest(row.X).Distance, 2))), 0.03);
        });

        // Whoever knows the discs is nearly always right: a network can be, too.
        Assert.True(rows.Average(row => row.Y == (Nearest(row.X).Distance < 1.5 ? 1 : 0) ? 1.0 : 0) > 0.998);
    }

    [Fact]
    public void ThreeModes_without_noise_are_points()
    {
        var data = DatasetGenerator.Generate("ThreeModes", new() { Noise = 0, Count = 100, Seed = 1 });
        Assert.All(data.Rows().Where(row => row.Y == 1), row => Assert.Equal(0, Nearest(row.X).Distance, 1e-12));
    }

    [Theory]
    [InlineData("Parity", 3, 0.7)]
    [InlineData("Parity", null, 0.62)]
    [InlineData("Parity", 8, 0.56)]
    [InlineData("Ring", null, 0.65)]
    [InlineData("Ring", 3, 0.65)]
    [InlineData("ThreeModes", null, 0.7)]
    [InlineData("Xor", null, 0.76)]
    public void No_line_separates_them(string kind, int? dimension, double bound)
    {
        var data = DatasetGenerator.Generate(kind, new() { Dimension = dimension, Count = 2000, Seed = 1 });
        Assert.InRange(LineClassifier.BestAccuracy(data), 0.5, bound);
    }

    [Fact]
    public void A_line_is_found_where_there_is_one()
    {
        var data = DatasetGenerator.Generate("Parity", new() { Dimension = 1, Count = 500, Seed = 1 });
        Assert.Equal(1, LineClassifier.BestAccuracy(data));
    }

    [Fact]
    public void Range_moves_the_pixels()
    {
        var data = DatasetGenerator.Generate("Parity", new() { Dimension = 3, Low = 1, High = 2, Count = 50, Seed = 1 });
        Assert.All(data.X, pixel => Assert.InRange(pixel, 1, 2));
        Assert.All(data.Y, label => Assert.Equal(1, label));
        Assert.Equal(["0", "1"], data.Classes);
    }

    private static void IsClassified(Dataset data, int features)
    {
        Assert.Equal(["0", "1"], data.Classes);
        Assert.Equal(["class"], data.TargetNames);
        Assert.Equal([features], data.InputShape);
        Assert.Equal(features == 1 ? ["x"] : Enumerable.Range(1, features).Select(i => $"x{i}"), data.FeatureNames);
    }

    private static (int Mode, double Distance) Nearest(double[] x) => Modes
        .Select((mode, i) => (i, Math.Sqrt(Math.Pow(x[0] - mode.X, 2) + Math.Pow(x[1] - mode.Y, 2))))
        .MinBy(mode => mode.Item2);
}
