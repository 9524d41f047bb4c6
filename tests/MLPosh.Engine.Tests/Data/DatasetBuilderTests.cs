namespace MLPosh.Engine.Tests.Data;

public sealed class DatasetBuilderTests
{
    [Fact]
    public void Lists_of_numbers_become_one_feature_and_one_target()
    {
        var data = DatasetBuilder.FromArrays(new object[] { 1, "2", 3.5 }, new[] { 2, 4, 7 });
        Assert.Equal(3, data.Count);
        Assert.Equal([1], data.InputShape);
        Assert.Equal(["x"], data.FeatureNames);
        Assert.Equal(["y"], data.TargetNames);
        Assert.Equal([1, 2, 3.5], data.X);
        Assert.Equal([2, 4, 7], data.Y);
        Assert.Null(data.Classes);
        Assert.Null(data.FeatureMean);
    }

    [Fact]
    public void Rows_become_several_features_and_several_targets()
    {
        var data = DatasetBuilder.FromArrays(new[,] { { 1, 2 }, { 3, 4 } }, new[] { new[] { 5, 6, 7 }, new[] { 8, 9, 10 } });
        Assert.Equal([2], data.InputShape);
        Assert.Equal(["x1", "x2"], data.FeatureNames);
        Assert.Equal(["y1", "y2", "y3"], data.TargetNames);
        Assert.Equal([5, 6, 7, 8, 9, 10], data.Y);
    }

    [Fact]
    public void Sequences_and_images_keep_the_shape_of_a_sample()
    {
        var sequences = DatasetBuilder.FromArrays(new int[2, 5, 3], new[] { 1, 2 });
        Assert.Equal([5, 3], sequences.InputShape);
        Assert.Equal(15, sequences.InputSize);
        Assert.Equal(["x1", "x2", "x3"], sequences.FeatureNames);

        var images = DatasetBuilder.FromArrays(new int[2, 1, 4, 3], new[] { 1, 2 });
        Assert.Equal([1, 4, 3], images.InputShape);
        Assert.Equal(["x"], images.FeatureNames);
    }

    [Fact]
    public void Single_values_are_one_sample()
    {
        var data = DatasetBuilder.FromArrays(1, "2");
        Assert.Equal(1, data.Count);
        Assert.Equal([2.0], data.Y);
        Assert.Equal(["cat"], DatasetBuilder.FromArrays(1, "cat").Classes);
    }

    [Fact]
    public void Features_and_targets_can_be_named()
    {
        var data = DatasetBuilder.FromArrays(
            new[,] { { 1, 2 } }, new[] { 3 }, new() { Feature = ["width", "height"], Target = ["area"] });
        Assert.Equal(["width", "height"], data.FeatureNames);
        Assert.Equal(["area"], data.TargetNames);
        Fails.With(
            ErrorId.DatasetShapeMismatch,
            "Feature",
            () => DatasetBuilder.FromArrays(new[,] { { 1, 2 } }, new[] { 3 }, new() { Feature = ["width"] }),
            "Feature names 1 column(s)",
            "there are 2");
        Fails.With(
            ErrorId.DatasetShapeMismatch,
            "Target",
            () => DatasetBuilder.FromArrays(new[] { 1 }, new[] { 3 }, new() { Target = ["a", "b"] }),
            "Target names 2 column(s)");
    }

    [Fact]
    public void Different_lengths_are_named_both() => Fails.With(
        ErrorId.DatasetShapeMismatch,
        "Y",
        () => DatasetBuilder.FromArrays(new[] { 1, 2, 3 }, new[] { 1, 2 }),
        "X has 3 sample(s)",
        "Y has 2");

    [Fact]
    public void Labels_are_counted_as_targets_are() => Fails.With(
        ErrorId.DatasetShapeMismatch,
        "Y",
        () => DatasetBuilder.FromArrays(new[] { 1, 2, 3 }, new[] { "a", "b", "a", "b" }),
        "X has 3 sample(s)",
        "Y has 4");

    [Fact]
    public void Nothing_is_no_dataset()
    {
        Fails.With(ErrorId.DatasetEmpty, "X", () => DatasetBuilder.FromArrays(Array.Empty<int>(), Array.Empty<int>()), "at least one");
        Fails.With(ErrorId.DatasetEmpty, "X", () => DatasetBuilder.FromArrays(new int[3, 0], new[] { 1, 2, 3 }));
        Fails.With(ErrorId.DatasetValueInvalid, "X", () => DatasetBuilder.FromArrays(null, new[] { 1 }), "X is empty");
        Fails.With(ErrorId.DatasetValueInvalid, "Y", () => DatasetBuilder.FromArrays(new[] { 1 }, null), "Y is empty");
        Fails.With(
            ErrorId.DatasetShapeMismatch, "Y", () => DatasetBuilder.FromArrays(new[] { 1 }, new int[1, 0]), "rows without a value");
    }

    [Fact]
    public void X_takes_no_text_and_Y_no_third_dimension()
    {
        Fails.With(
            ErrorId.DatasetValueInvalid, "red", () => DatasetBuilder.FromArrays(new[] { "1", "red" }, new[] { 1, 2 }), "X", "row 2");
        Fails.With(
            ErrorId.DatasetShapeMismatch,
            "Y",
            () => DatasetBuilder.FromArrays(new[] { 1 }, new int[1, 1, 1]),
            "3 dimensions");
    }

    [Fact]
    public void Features_alone_make_a_dataset_without_targets()
    {
        var data = DatasetBuilder.FromFeatures(new[,] { { 1, 2 }, { 3, 4 } }, ["a", "b"]);
        Assert.Equal(2, data.Count);
        Assert.Equal(["a", "b"], data.FeatureNames);
        Assert.Equal(0, data.TargetSize);
        Assert.Empty(data.Y);
    }
}
