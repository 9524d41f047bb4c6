namespace MLPosh.Engine.Tests.Data;

public sealed class CategoricalTests
{
    [Fact]
    public void A_categorical_feature_becomes_one_column_a_label_in_ordinal_order()
    {
        var data = TableBuilderTests.Build(
            new() { Target = ["Price"], Categorical = ["colour"] }, [1, "red", 5], [2, "Blue", 6], [3, "blue", 7], [4, "red", 8]);
        Assert.Equal(["Width", "Colour=Blue", "Colour=blue", "Colour=red"], data.FeatureNames);
        Assert.Equal([4], data.InputShape);
        Assert.Equal([1, 0, 0, 1, 2, 1, 0, 0, 3, 0, 1, 0, 4, 0, 0, 1], data.X);
    }

    [Fact]
    public void Numbers_can_be_labels_and_text_keeps_its_zeros()
    {
        var data = TableBuilderTests.Build(
            new() { Feature = ["Colour"], Target = ["Price"], Categorical = ["Colour"] }, [0, 4, 1], [0, 10, 1], [0, "04", 1]);
        Assert.Equal(["Colour=04", "Colour=10", "Colour=4"], data.FeatureNames);
    }

    [Fact]
    public void A_target_is_classes_where_some_value_is_no_number()
    {
        var data = TableBuilderTests.Build(
            new() { Feature = ["Width"], Target = ["Colour"] }, [1, "3", 0], [2, "many", 0], [3, 3, 0], [4, 12.5, 0]);
        Assert.Equal(["12.5", "3", "many"], data.Classes);
        Assert.Equal([1, 2, 1, 0], data.Y);
    }

    [Fact]
    public void A_target_of_numbers_is_classes_only_when_told_so()
    {
        object?[][] rows = [[1, "1", 0], [2, "0", 0]];
        Assert.Null(TableBuilderTests.Build(new() { Feature = ["Width"], Target = ["Colour"] }, rows).Classes);
        var data = TableBuilderTests.Build(new() { Feature = ["Width"], Target = ["Colour"], Categorical = ["Colour"] }, rows);
        Assert.Equal(["0", "1"], data.Classes);
        Assert.Equal([1, 0], data.Y);
    }

    [Fact]
    public void Labels_of_dropped_rows_are_no_classes()
    {
        var data = TableBuilderTests.Build(
            new() { Feature = ["Width"], Target = ["Colour"], Missing = MissingValues.Drop },
            [1, "red", 0], [null, "green", 0], [2, "blue", 0]);
        Assert.Equal(["blue", "red"], data.Classes);
    }
}
