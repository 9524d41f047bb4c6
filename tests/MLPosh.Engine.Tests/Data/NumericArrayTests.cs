namespace MLPosh.Engine.Tests.Data;

public sealed class NumericArrayTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(5L)]
    [InlineData(5f)]
    [InlineData(5d)]
    [InlineData("5")]
    [InlineData(" 5.0 ")]
    [InlineData("5e0")]
    public void A_single_number_has_no_dimension(object value)
    {
        var array = Read(value);
        Assert.Empty(array.Shape);
        Assert.Equal([5.0], array.Values);
    }

    [Fact]
    public void A_list_may_mix_kinds_of_numbers_and_numeric_text()
    {
        var array = Read(new object[] { 1, 2L, 3.5f, 4.5, 5.25m, "-6.5", "1e3", (byte)7 });
        Assert.Equal([8], array.Shape);
        Assert.Equal([1, 2, 3.5, 4.5, 5.25, -6.5, 1000, 7], array.Values);
    }

    [Fact]
    public void Nested_lists_of_any_depth_are_read_row_by_row()
    {
        var array = Read(new List<object>
        {
            new object[] { new[] { 1, 2, 3 }, new[] { 4, 5, 6 } },
            new object[] { new List<string> { "7", "8", "9" }, new double[] { 10, 11, 12 } },
        });
        Assert.Equal([2, 2, 3], array.Shape);
        Assert.Equal(Enumerable.Range(1, 12).Select(i => (double)i), array.Values);
    }

    [Fact]
    public void Rectangular_arrays_keep_their_dimensions()
    {
        Assert.Equal([2, 3], Read(new[,] { { 1, 2, 3 }, { 4, 5, 6 } }).Shape);
        Assert.Equal([1, 2, 2], Read(new[,,] { { { 1.0, 2 }, { 3, 4 } } }).Shape);
        var four = Read(new object[,,,] { { { { 1, "2" }, { 3f, 4m } } } });
        Assert.Equal([1, 1, 2, 2], four.Shape);
        Assert.Equal([1, 2, 3, 4], four.Values);
    }

    [Fact]
    public void A_list_of_rectangular_arrays_gains_a_dimension()
    {
        var array = Read(new object[] { new[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, new[,] { { 7, 8 }, { 9, 10 }, { 11, 12 } } });
        Assert.Equal([2, 3, 2], array.Shape);
        Assert.Equal(Enumerable.Range(1, 12).Select(i => (double)i), array.Values);
    }

    [Fact]
    public void Empty_lists_have_a_dimension_of_zero()
    {
        Assert.Equal([0], Read(Array.Empty<object>()).Shape);
        Assert.Equal([2, 0], Read(new object[] { Array.Empty<int>(), Array.Empty<int>() }).Shape);
        Assert.Equal([0, 3], Read(new int[0, 3]).Shape);
    }

    [Fact]
    public void A_shorter_row_is_named_with_both_lengths() => Fails.With(
        ErrorId.DatasetShapeMismatch,
        "X",
        () => Read(new object[] { new[] { 1, 2, 3 }, new[] { 4, 5, 6 }, new[] { 7, 8 } }),
        "X is ragged",
        "row 3 has 2 value(s)",
        "the ones before it 3");

    [Fact]
    public void A_number_among_rows_and_a_row_among_numbers_are_ragged()
    {
        Fails.With(
            ErrorId.DatasetShapeMismatch, "X", () => Read(new object[] { new[] { 1, 2 }, 3 }), "row 2", "single value", "have 2");
        Fails.With(
            ErrorId.DatasetShapeMismatch, "X", () => Read(new object[] { 1, new[] { 2, 3 } }), "row 2 is a list");
        Fails.With(
            ErrorId.DatasetShapeMismatch,
            "X",
            () => Read(new object[] { new[,] { { 1, 2 } }, new[,] { { 1, 2 }, { 3, 4 } } }),
            "row 2 has 2 x 2 values",
            "the ones before it 1 x 2");
    }

    [Fact]
    public void A_list_that_holds_itself_is_an_error_rather_than_the_end_of_the_process()
    {
        var endless = new List<object>();
        endless.Add(endless);
        Fails.With(ErrorId.DatasetShapeMismatch, "X", () => Read(endless), "more than 32 deep");
    }

    [Theory]
    [InlineData("abc", "'abc'")]
    [InlineData("1,5", "'1,5'")]
    [InlineData("0x10", "'0x10'")]
    [InlineData("NaN", "'NaN'")]
    [InlineData(double.NaN, "'NaN'")]
    [InlineData(float.PositiveInfinity, "'Infinity'")]
    [InlineData("1e999", "'1e999'")]
    [InlineData("", "empty")]
    [InlineData("  ", "empty")]
    [InlineData(null, "empty")]
    public void What_is_no_finite_number_is_named_with_row_and_column(object? value, string shown) => Fails.With(
        ErrorId.DatasetValueInvalid,
        value ?? "X",
        () => Read(new object[] { new object?[] { 1, 2 }, new[] { 3, value } }),
        "row 2, column 2",
        shown,
        "finite number");

    [Fact]
    public void In_rectangular_and_deeper_arrays_the_place_is_named_too()
    {
        Fails.With(
            ErrorId.DatasetValueInvalid, "x", () => Read(new object[,] { { 1, 2 }, { "x", 3 } }), "row 2, column 1");
        Fails.With(
            ErrorId.DatasetValueInvalid, "x", () => Read(new object[,,] { { { 1, 2 }, { 3, "x" } } }), "position 1, 2, 2");
        Fails.With(ErrorId.DatasetValueInvalid, "x", () => Read(new object[] { 1, "x" }), "at row 2;");
    }

    [Fact]
    public void A_dictionary_is_not_a_list() => Assert.Contains(
        "X is",
        Assert.Throws<MLPoshException>(() => Read(new object[] { new Dictionary<string, int> { ["a"] = 1 } })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void The_caller_chooses_name_and_errors()
    {
        var error = Fails.With(
            ErrorId.ParameterShapeMismatch,
            "0.weight",
            () => NumericArray.Read(
                new object[] { new[] { 1 }, new[] { 1, 2 } }, "0.weight", ErrorId.ParameterShapeMismatch, ErrorId.OptionOutOfRange));
        Assert.StartsWith("0.weight is ragged", error.Message, StringComparison.Ordinal);
        Fails.With(
            ErrorId.OptionOutOfRange,
            "a",
            () => NumericArray.Read("a", "0.weight", ErrorId.ParameterShapeMismatch, ErrorId.OptionOutOfRange));
    }

    private static NumericArray Read(object? value) =>
        NumericArray.Read(value, "X", ErrorId.DatasetShapeMismatch, ErrorId.DatasetValueInvalid);
}
