namespace MLPosh.Engine.Tests.Data;

public sealed class FunctionDatasetTests
{
    [Fact]
    public void A_function_is_sampled_where_the_generators_sample()
    {
        var options = new DatasetGeneratorOptions { Count = 100, Low = -2, High = 3, Noise = 0.5, Seed = 9 };
        var data = DatasetBuilder.FromFunction(x => (2 * x) + 1, options);
        var generated = DatasetGenerator.Generate("Linear", options with { Slope = [2], Intercept = 1 });
        Assert.Equal(generated.X, data.X);
        Assert.All(generated.Y.Zip(data.Y), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.All(data.X, x => Assert.InRange(x, -2, 3));
    }

    [Fact]
    public void A_value_that_is_not_finite_is_named_with_its_x()
    {
        var error = Assert.Throws<MLPoshException>(
            () => DatasetBuilder.FromFunction(x => x < 0 ? Math.Sqrt(x) : x, new() { Seed = 1 }));
        Assert.Equal(ErrorId.DatasetValueInvalid, error.Id);
        double x = Assert.IsType<double>(error.Target);
        Assert.InRange(x, -10, 0);
        Assert.Contains($"x = {x.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}", error.Message, StringComparison.Ordinal);
        Assert.Contains("NaN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_polynomial_that_overflows_says_where()
    {
        double[] coefficients = new double[400];
        coefficients[^1] = 1;
        var error = Assert.Throws<MLPoshException>(
            () => DatasetGenerator.Generate("Polynomial", new() { Coefficient = coefficients, Low = 100, High = 200 }));
        Assert.Equal(ErrorId.DatasetValueInvalid, error.Id);
    }

    [Fact]
    public void What_the_function_throws_comes_out_as_it_is() => Assert.Throws<InvalidTimeZoneException>(
        () => DatasetBuilder.FromFunction(_ => throw new InvalidTimeZoneException(), new()));
}
