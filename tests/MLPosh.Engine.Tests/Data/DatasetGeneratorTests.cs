namespace MLPosh.Engine.Tests.Data;

public sealed class DatasetGeneratorTests
{
    [Fact]
    public void Linear_follows_its_line()
    {
        var data = DatasetGenerator.Generate("linear", new() { Slope = [2], Intercept = 3, Seed = 1 });
        Assert.Equal(1000, data.Count);
        Assert.Equal(["x"], data.FeatureNames);
        Assert.Equal(["y"], data.TargetNames);
        Assert.All(data.X.Zip(data.Y), pair => Assert.Equal((2 * pair.First) + 3, pair.Second, 1e-12));
    }

    [Fact]
    public void Linear_has_as_many_features_as_slopes()
    {
        var data = DatasetGenerator.Generate("Linear", new() { Slope = [1, -2, 0.5], Intercept = 4, Count = 20, Seed = 1 });
        Assert.Equal(["x1", "x2", "x3"], data.FeatureNames);
        for (int s = 0; s < 20; s++)
        {
            Assert.Equal(4 + data.X[s * 3] - (2 * data.X[(s * 3) + 1]) + (0.5 * data.X[(s * 3) + 2]), data.Y[s], 1e-12);
        }
    }

    [Fact]
    public void Linear_is_y_equal_to_x_unless_told_otherwise()
    {
        var data = DatasetGenerator.Generate("Linear", new() { Count = 5 });
        Assert.Equal(data.X, data.Y);
    }

    [Fact]
    public void Polynomial_takes_coefficients_from_the_lowest()
    {
        var data = DatasetGenerator.Generate("Polynomial", new() { Coefficient = [3, 7, 8], Low = -15, High = 15, Seed = 1 });
        Assert.All(data.X.Zip(data.Y), pair =>
            Assert.Equal((8 * pair.First * pair.First) + (7 * pair.First) + 3, pair.Second, 1e-9));
    }

    [Fact]
    public void Features_are_uniform_and_noise_is_normal()
    {
        var data = DatasetGenerator.Generate(
            "Linear", new() { Count = 20_000, Low = -4, High = 8, Slope = [2], Noise = 0.5, Seed = 3 });
        Assert.Equal(2, data.X.Average(), 0.1);
        Assert.InRange(data.X.Min(), -4, -3.9);
        Assert.InRange(data.X.Max(), 7.9, 8);
        Assert.Equal(12, data.X.Average(x => (x - 2) * (x - 2)), 0.3);
        double[] noise = [.. data.X.Zip(data.Y, (x, y) => y - (2 * x))];
        Assert.Equal(0, noise.Average(), 0.015);
        Assert.Equal(0.5, Math.Sqrt(noise.Average(e => e * e)), 0.01);
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_and_another_seed_others()
    {
        static Dataset Make(long? seed) => DatasetGenerator.Generate("Polynomial", new() { Noise = 1, Count = 50, Seed = seed });
        Assert.Equal(Make(5).X, Make(5).X);
        Assert.Equal(Make(5).Y, Make(5).Y);
        Assert.NotEqual(Make(5).X, Make(6).X);
        Assert.NotEqual(Make(null).X, Make(null).X);
    }

    [Fact]
    public void Noise_does_not_change_the_features() => Assert.Equal(
        DatasetGenerator.Generate("Linear", new() { Seed = 1 }).X,
        DatasetGenerator.Generate("Linear", new() { Seed = 1, Noise = 2 }).X);

    [Fact]
    public void An_unknown_kind_is_named_with_the_known_ones()
    {
        Assert.Equal(["Linear", "Polynomial"], DatasetGenerator.Names.Take(2));
        Fails.With(
            ErrorId.DatasetKindNotRecognized,
            "Lineer",
            () => DatasetGenerator.Generate("Lineer", new()),
            "'Lineer'",
            "Linear",
            "Polynomial");
    }

    [Fact]
    public void A_setting_of_another_kind_is_named_with_the_kind()
    {
        Fails.With(
            ErrorId.OptionOutOfRange, "given", () => DatasetGenerator.Generate("Linear", new() { Coefficient = [1] }), "Coefficient", "Linear");
        Fails.With(
            ErrorId.OptionOutOfRange, "given", () => DatasetGenerator.Generate("Polynomial", new() { Slope = [1] }), "Slope", "Polynomial");
        Fails.With(
            ErrorId.OptionOutOfRange, "given", () => DatasetGenerator.Generate("Polynomial", new() { Intercept = 0 }), "Intercept");
    }

    [Fact]
    public void Settings_out_of_range_are_named()
    {
        Fails.With(ErrorId.OptionOutOfRange, 0, () => Make(new() { Count = 0 }), "Count is 0");
        Fails.With(ErrorId.OptionOutOfRange, -0.5, () => Make(new() { Noise = -0.5 }), "Noise is -0.5");
        Fails.With(ErrorId.OptionOutOfRange, double.NaN, () => Make(new() { Noise = double.NaN }), "Noise is NaN");
        Fails.With(ErrorId.OptionOutOfRange, "3, 3", () => Make(new() { Low = 3, High = 3 }), "Range is 3, 3");
        Fails.With(ErrorId.OptionOutOfRange, "2, 1", () => Make(new() { Low = 2, High = 1 }), "the lower first");
        Fails.With(ErrorId.OptionOutOfRange, "NaN, 1", () => Make(new() { Low = double.NaN, High = 1 }), "finite");
        Fails.With(ErrorId.OptionOutOfRange, "-1E+308, 1E+308", () => Make(new() { Low = -1e308, High = 1e308 }), "Range");
        Fails.With(ErrorId.OptionOutOfRange, "empty", () => Make(new() { Slope = [] }), "Slope is empty");
        Fails.With(ErrorId.OptionOutOfRange, double.NaN, () => Make(new() { Slope = [1, double.NaN] }), "Slope is NaN");
        Fails.With(
            ErrorId.OptionOutOfRange, double.PositiveInfinity, () => Make(new() { Intercept = double.PositiveInfinity }), "Intercept");
        Fails.With(ErrorId.OptionOutOfRange, double.NaN, () => Make(new() { Coefficient = [double.NaN] }), "Coefficient");
    }

    private static Dataset Make(DatasetGeneratorOptions options) => DatasetGenerator.Generate("Linear", options);
}
