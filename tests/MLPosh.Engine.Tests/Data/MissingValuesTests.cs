namespace MLPosh.Engine.Tests.Data;

public sealed class MissingValuesTests
{
    public static TheoryData<object?> Missing => [null, "", "  ", "NA", "NaN", "nan", double.NaN, float.NaN, DBNull.Value];

    [Theory]
    [MemberData(nameof(Missing))]
    public void A_missing_value_is_an_error_that_says_how_to_go_on(object? value) => Fails.With(
        ErrorId.DatasetValueInvalid,
        "Width",
        () => Build(MissingValues.Error, [1, "red", 2], [value, "red", 3]),
        "row 2, column 'Width'",
        "-Missing Drop",
        "-Missing Mean");

    [Theory]
    [MemberData(nameof(Missing))]
    public void Drop_leaves_out_its_row(object? value)
    {
        var data = Build(MissingValues.Drop, [1, "red", 2], [value, "red", 3], [4, "red", value], [5, "red", 6]);
        Assert.Equal([1, 5], data.X);
        Assert.Equal([2, 6], data.Y);
    }

    [Theory]
    [MemberData(nameof(Missing))]
    public void Mean_puts_the_mean_of_the_others_there(object? value) =>
        Assert.Equal([1, 3, 5, 3], Build(MissingValues.Mean, [1, "", 2], [value, "", 3], [5, "", 4], [value, "", 5]).X);

    [Fact]
    public void Columns_that_are_not_used_may_miss_values() =>
        Assert.Equal(1, Build(MissingValues.Error, [1, null, 2]).Count);

    [Fact]
    public void Rows_count_on_after_a_dropped_one()
    {
        var error = Assert.Throws<MLPoshException>(
            () => Build(MissingValues.Drop, [null, "", 1], [null, "", 1], ["wide", "", 1]));
        Assert.Contains("row 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dropping_every_row_leaves_no_dataset() => Fails.With(
        ErrorId.DatasetEmpty, null, () => Build(MissingValues.Drop, [null, "", 1], [2, "", null]), "All 2 row(s)", "-Missing Drop");

    [Fact]
    public void Mean_fills_neither_targets_nor_labels_nor_a_column_of_nothing()
    {
        Fails.With(
            ErrorId.DatasetValueInvalid,
            "Price",
            () => Build(MissingValues.Mean, [1, "", 2], [1, "", null]),
            "row 2, column 'Price'",
            "cannot fill a target",
            "-Missing Drop");
        Fails.With(
            ErrorId.DatasetValueInvalid,
            "Colour",
            () => TableBuilderTests.Build(
                new() { Target = ["Price"], Categorical = ["Colour"], Missing = MissingValues.Mean }, [1, "", 2]),
            "row 1, column 'Colour'",
            "cannot fill a label");
        Fails.With(
            ErrorId.DatasetValueInvalid,
            "Width",
            () => Build(MissingValues.Mean, [null, "", 2], ["NA", "", 3]),
            "Column 'Width' holds no value");
    }

    private static Dataset Build(MissingValues missing, params object?[][] rows) =>
        TableBuilderTests.Build(new() { Feature = ["Width"], Target = ["Price"], Missing = missing }, rows);
}
