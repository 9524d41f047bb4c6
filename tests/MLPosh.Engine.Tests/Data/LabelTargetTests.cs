namespace MLPosh.Engine.Tests.Data;

public sealed class LabelTargetTests
{
    [Fact]
    public void Text_makes_classes_in_ordinal_order()
    {
        var data = DatasetBuilder.FromArrays(new[] { 1, 2, 3, 4 }, new[] { "b", "a", "B", "b" });
        Assert.Equal(["B", "a", "b"], data.Classes);
        Assert.Equal([2, 1, 0, 2], data.Y);
        Assert.Equal(["y"], data.TargetNames);
        Assert.Equal(1, data.TargetSize);
    }

    [Fact]
    public void One_value_that_is_no_number_makes_all_of_them_labels()
    {
        var data = DatasetBuilder.FromArrays(new[] { 1, 2, 3 }, new object[] { 10, "9", "ten" });
        Assert.Equal(["10", "9", "ten"], data.Classes);
        Assert.Equal([0, 1, 2], data.Y);
    }

    [Fact]
    public void Numeric_text_stays_a_number() =>
        Assert.Null(DatasetBuilder.FromArrays(new[] { 1, 2 }, new[] { "0", "1" }).Classes);

    [Fact]
    public void Categorical_makes_classes_of_numbers()
    {
        var data = DatasetBuilder.FromArrays(new[] { 1, 2, 3 }, new[] { 2, 0, 2 }, new() { Categorical = ["Y"] });
        Assert.Equal(["0", "2"], data.Classes);
        Assert.Equal([1, 0, 1], data.Y);

        data = DatasetBuilder.FromArrays(
            new[] { 1, 2 }, new[] { "007", "7" }, new() { Target = ["Agent"], Categorical = ["agent"] });
        Assert.Equal(["007", "7"], data.Classes);
    }

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("NA", "empty")]
    [InlineData(double.NaN, "empty")]
    [InlineData(double.NegativeInfinity, "infinite")]
    public void What_is_no_label_is_named_with_its_row(object? value, string problem) => Fails.With(
        ErrorId.DatasetValueInvalid,
        "Y",
        () => DatasetBuilder.FromArrays(new[] { 1, 2, 3 }, new[] { "a", "b", value }),
        $"Y is {problem} at row 3");

    [Fact]
    public void Categorical_names_the_target_and_nothing_else() => Fails.With(
        ErrorId.DatasetColumnNotFound,
        "x1",
        () => DatasetBuilder.FromArrays(new[] { 1 }, new[] { 1 }, new() { Categorical = ["x1"] }),
        "'x1'",
        "only the target can be categorical: y");

    [Fact]
    public void Rows_of_targets_cannot_be_classes()
    {
        Fails.With(
            ErrorId.OptionOutOfRange,
            "y",
            () => DatasetBuilder.FromArrays(new[] { 1 }, new[,] { { 1, 2 } }, new() { Categorical = ["y"] }),
            "Categorical");
        Fails.With(
            ErrorId.DatasetValueInvalid,
            "a",
            () => DatasetBuilder.FromArrays(new[] { 1 }, new[] { new object[] { 1, "a" } }),
            "Y is 'a' at row 1, column 2");
    }
}
