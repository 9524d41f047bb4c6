namespace MLPosh.Engine.Tests.Data;

public sealed class SequencePaddingTests
{
    private static readonly DatasetOptions Pad = new() { Pad = true };

    [Fact]
    public void Zeros_in_front_let_all_sequences_end_together()
    {
        object x = new object[]
        {
            new[] { new[] { 1, 2 }, new[] { 3, 4 }, new[] { 5, 6 } }, new[,] { { 7, 8 } }, new object[] { new[] { 9, 10 }, new[] { "11", "12" } },
        };
        var data = DatasetBuilder.FromArrays(x, new[] { 1, 2, 3 }, Pad);
        Assert.Equal([3, 2], data.InputShape);
        Assert.Equal(["x1", "x2"], data.FeatureNames);
        Assert.Equal([1.0, 2, 3, 4, 5, 6, 0, 0, 0, 0, 7, 8, 0, 0, 9, 10, 11, 12], data.X);
        Assert.Equal([1.0, 2, 3], data.Y);
    }

    [Fact]
    public void Numbers_are_time_steps_of_one_feature()
    {
        var data = DatasetBuilder.FromArrays(
            new object[] { new[] { 1, 2, 3 }, new[] { 4, 5 } }, new[] { "b", "a" }, Pad with { Feature = ["level"] });
        Assert.Equal([3, 1], data.InputShape);
        Assert.Equal([1.0, 2, 3, 0, 4, 5], data.X);
        Assert.Equal(["level"], data.FeatureNames);
        Assert.Equal(["a", "b"], data.Classes!);
    }

    [Fact]
    public void Sequences_of_one_length_stay_as_they_are()
    {
        object x = new[] { new[] { new[] { 1, 2 } }, new[] { new[] { 3, 4 } } };
        Assert.Equal(DatasetBuilder.FromArrays(x, new[] { 1, 2 }).X, DatasetBuilder.FromArrays(x, new[] { 1, 2 }, Pad).X);
        var cube = DatasetBuilder.FromArrays(new[,,] { { { 1, 2 }, { 3, 4 } } }, new[] { 1 }, Pad);
        Assert.Equal([2, 2], cube.InputShape);
        Assert.Equal([1.0, 2, 3, 4], cube.X);
        var square = DatasetBuilder.FromArrays(new[,] { { 1, 2 }, { 3, 4 } }, new[] { 1, 2 }, Pad);
        Assert.Equal([2, 1], square.InputShape);
        Assert.Equal([1.0, 2, 3, 4], square.X);
    }

    [Fact]
    public void Standardising_leaves_the_zeros_that_fill_out()
    {
        var data = DatasetBuilder.FromArrays(
            new object[] { new[] { 1, 2, 3 }, new[] { 6 } }, new[] { 1, 2 }, Pad with { Standardize = true });
        double scale = Math.Sqrt((4 + 1 + 0 + 9) / 4.0);
        Assert.Equal([3.0], data.FeatureMean!);
        Assert.Equal(scale, data.FeatureScale![0], 14);
        double[] expected = [-2 / scale, -1 / scale, 0, 0, 0, 3 / scale];
        Assert.All(expected.Zip(data.X), pair => Assert.Equal(pair.First, pair.Second, 14));
    }

    [Fact]
    public void Without_Pad_such_sequences_are_an_error() => Fails.With(
        ErrorId.DatasetShapeMismatch,
        "X",
        () => DatasetBuilder.FromArrays(
            new object[] { new[] { new[] { 1 }, new[] { 2 } }, new[] { new[] { 3 } } }, new[] { 1, 2 }),
        "row 2 has 1 value(s)");

    [Fact]
    public void What_is_no_list_of_sequences_is_named()
    {
        void Mismatch(object x, params string[] parts) => Fails.With(
            ErrorId.DatasetShapeMismatch, "X", () => DatasetBuilder.FromArrays(x, new[] { 1, 2 }, Pad), parts);
        Mismatch(5, "X is no list");
        Mismatch(new object[] { new[] { 1, 2 }, 3 }, "Sequence 2 of X is none");
        Mismatch(new int[2, 3, 4, 5], "X has 4 dimensions");
        Mismatch(new object[] { new[,] { { 1, 2 } }, new[] { 3 } }, "Sequence 2 of X has 1 feature(s)", "before it 2");
    }

    [Fact]
    public void A_ragged_time_step_or_a_bad_value_names_its_sequence()
    {
        Fails.With(
            ErrorId.DatasetShapeMismatch,
            "Sequence 2 of X",
            () => DatasetBuilder.FromArrays(
                new object[] { new[] { new[] { 1, 2 } }, new object[] { new[] { 3, 4 }, new[] { 5 } } }, new[] { 1, 2 }, Pad),
            "Sequence 2 of X is ragged: row 2");
        Fails.With(
            ErrorId.DatasetValueInvalid,
            "two",
            () => DatasetBuilder.FromArrays(new object[] { new object[] { 1, "two" } }, new[] { 1 }, Pad),
            "Sequence 1 of X",
            "row 2");
    }

    [Fact]
    public void Nothing_is_no_sequence()
    {
        Fails.With(ErrorId.DatasetEmpty, "X", () => DatasetBuilder.FromArrays(Array.Empty<object>(), new[] { 1 }, Pad), "X is empty");
        Fails.With(
            ErrorId.DatasetEmpty,
            "X",
            () => DatasetBuilder.FromArrays(new object[] { new[] { 1 }, Array.Empty<int>() }, new[] { 1, 2 }, Pad),
            "Sequence 2 of X is empty");
    }
}
