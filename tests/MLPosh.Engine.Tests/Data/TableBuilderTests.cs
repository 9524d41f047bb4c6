namespace MLPosh.Engine.Tests.Data;

public sealed class TableBuilderTests
{
    private static readonly string[] Columns = ["Width", "Colour", "Price"];

    [Fact]
    public void Columns_are_found_in_any_case_and_named_as_they_are()
    {
        var data = Build(new() { Feature = ["WIDTH"], Target = ["price"] }, [1, "red", "2.5"], ["3", "blue", 4m]);
        Assert.Equal(["Width"], data.FeatureNames);
        Assert.Equal(["Price"], data.TargetNames);
        Assert.Equal([1, 3], data.X);
        Assert.Equal([2.5, 4], data.Y);
    }

    [Fact]
    public void Without_Feature_all_other_columns_are_features()
    {
        var table = new TableBuilder(["a", "b", "c"], new() { Target = ["b"] });
        Assert.Equal([("a", 0), ("c", 2), ("b", 1)], table.UsedColumns);
    }

    [Fact]
    public void Several_targets_are_numbers_side_by_side()
    {
        var data = Build(new() { Feature = ["Colour"], Target = ["Price", "Width"] }, [1, 5, 2], [3, 6, 4]);
        Assert.Equal([2, 1, 4, 3], data.Y);
        Assert.Equal(2, data.TargetSize);
    }

    [Fact]
    public void A_column_may_be_feature_and_target_as_an_autoencoder_needs_it()
    {
        var data = Build(new() { Feature = ["Width"], Target = ["Width"] }, [1, 0, 0], [2, 0, 0]);
        Assert.Equal(data.X, data.Y);
    }

    [Theory]
    [InlineData("Depth", "Price", null)]
    [InlineData("Width", "Depth", null)]
    [InlineData("Width", "Price", "Depth")]
    public void A_missing_column_is_named_with_those_that_exist(string feature, string target, string? categorical) =>
        Fails.With(
            ErrorId.DatasetColumnNotFound,
            "Depth",
            () => Build(new() { Feature = [feature], Target = [target], Categorical = categorical is null ? null : [categorical] }),
            "'Depth'",
            "Width, Colour, Price");

    [Fact]
    public void A_target_and_a_feature_are_needed()
    {
        Fails.With(ErrorId.OptionOutOfRange, "empty", () => Build(new()), "Target", "Width, Colour, Price");
        Fails.With(ErrorId.OptionOutOfRange, "empty", () => Build(new() { Target = Columns }), "Feature");
    }

    [Fact]
    public void Text_in_a_feature_is_named_with_row_column_and_the_way_out() => Fails.With(
        ErrorId.DatasetValueInvalid,
        "Colour",
        () => Build(new() { Target = ["Price"] }, [1, 2, 3], [1, "red", 3]),
        "row 2",
        "column 'Colour'",
        "'red'",
        "-Categorical Colour");

    [Fact]
    public void Text_in_one_of_several_targets_is_an_error() => Fails.With(
        ErrorId.DatasetValueInvalid,
        "Colour",
        () => Build(new() { Target = ["Price", "Colour"] }, [1, "red", 3]),
        "row 1",
        "'red'",
        "single target");

    [Fact]
    public void One_of_several_targets_cannot_be_categorical() => Fails.With(
        ErrorId.OptionOutOfRange,
        "Colour",
        () => Build(new() { Target = ["Price", "Colour"], Categorical = ["Colour"] }),
        "Categorical is Colour");

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData("-Infinity")]
    [InlineData("1e999")]
    public void Infinity_is_never_a_value(object value)
    {
        foreach (var missing in Enum.GetValues<MissingValues>())
        {
            Fails.With(
                ErrorId.DatasetValueInvalid,
                "Width",
                () => Build(new() { Feature = ["Width"], Target = ["Price"], Missing = missing }, [value, "", 1]),
                "row 1, column 'Width'",
                "infinite");
        }
    }

    [Fact]
    public void No_rows_are_no_dataset() =>
        Fails.With(ErrorId.DatasetEmpty, null, () => Build(new() { Target = ["Price"] }), "no rows");

    [Fact]
    public void Rows_of_a_file_are_named_with_file_and_line()
    {
        var table = new TableBuilder(["a", "b"], new() { Target = ["b"] }, "some.csv");
        table.AddRow([1, 2], line: 2);
        Fails.With(
            ErrorId.DatasetValueInvalid,
            "a",
            () => table.AddRow(["", 2], line: 7),
            "row 2, column 'a' (line 7 of 'some.csv')");
    }

    internal static Dataset Build(DatasetOptions options, params object?[][] rows)
    {
        var table = new TableBuilder(Columns, options);
        foreach (object?[] row in rows)
        {
            table.AddRow([.. table.UsedColumns.Select(column => row[column.Index])]);
        }

        return table.Build();
    }
}
