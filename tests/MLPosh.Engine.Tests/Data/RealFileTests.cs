namespace MLPosh.Engine.Tests.Data;

public sealed class RealFileTests
{
    private static readonly DatasetOptions Cars = new()
    {
        Feature = ["weight", "horsepower", "displacement"],
        Target = ["mpg"],
    };

    [SkippableFact]
    public void Cars_without_horsepower_are_an_error_that_names_the_first()
    {
        string path = SharedData.File("mpg.csv");
        Fails.With(
            ErrorId.DatasetValueInvalid,
            "horsepower",
            () => CsvDatasetReader.Read(path, Cars),
            "row 33, column 'horsepower'",
            "line 34",
            "-Missing Drop");
    }

    [SkippableFact]
    public void They_can_be_dropped_or_filled()
    {
        string path = SharedData.File("mpg.csv");
        var dropped = CsvDatasetReader.Read(path, Cars with { Missing = MissingValues.Drop });
        Assert.Equal(392, dropped.Count);

        var filled = CsvDatasetReader.Read(path, Cars with { Missing = MissingValues.Mean });
        Assert.Equal(398, filled.Count);
        double mean = Enumerable.Range(0, 392).Average(row => dropped.X[(row * 3) + 1]);
        foreach (int line in new[] { 34, 128, 332, 338, 356, 376 })
        {
            Assert.Equal(mean, filled.X[((line - 2) * 3) + 1], 1e-9);
        }
    }

    [SkippableFact]
    public void Standardised_cars_have_mean_0_and_deviation_1()
    {
        var data = CsvDatasetReader.Read(
            SharedData.File("mpg.csv"), Cars with { Missing = MissingValues.Drop, Standardize = true });
        for (int feature = 0; feature < 3; feature++)
        {
            double[] values = [.. Enumerable.Range(0, data.Count).Select(row => data.X[(row * 3) + feature])];
            Assert.Equal(0, values.Average(), 1e-12);
            Assert.Equal(1, values.Average(value => value * value), 1e-12);
        }

        Assert.InRange(data.FeatureMean![0], 2977, 2978);
    }

    [SkippableFact]
    public void Irises_have_three_species()
    {
        var data = CsvDatasetReader.Read(SharedData.File("iris.csv"), new() { Target = ["species"] });
        Assert.Equal(150, data.Count);
        Assert.Equal(["setosa", "versicolor", "virginica"], data.Classes);
        Assert.Equal(["sepal_length", "sepal_width", "petal_length", "petal_width"], data.FeatureNames);
        Assert.Equal([50, 50, 50], data.Y.GroupBy(y => y).Select(group => group.Count()));
        Assert.Equal([5.1, 3.5, 1.4, 0.2], data.X.Take(4));
    }

    [SkippableFact]
    public void Flights_have_a_month_that_is_categorical()
    {
        string path = SharedData.File("flights.csv");
        Fails.With(
            ErrorId.DatasetValueInvalid,
            "month",
            () => CsvDatasetReader.Read(path, new() { Target = ["passengers"] }),
            "row 1, column 'month'",
            "-Categorical month");
        var data = CsvDatasetReader.Read(path, new() { Target = ["passengers"], Categorical = ["month"] });
        Assert.Equal([13], data.InputShape);
        Assert.Equal("month=April", data.FeatureNames[1]);
        Assert.Equal(144, data.Count);
        Assert.Equal(144, Enumerable.Range(0, 144).Sum(row => data.X.Skip((row * 13) + 1).Take(12).Sum()));
    }
}
