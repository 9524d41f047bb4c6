namespace MLPosh.Engine.Tests.Gradients.Expressions;

/// <summary>The values that variables are given.</summary>
public class PointTests
{
    [Fact]
    public void A_variable_needs_a_value() => Fails(
        ErrorId.ParameterNotFound, "z", [("x", 1), ("y", 2)], "'z' has no value", "x, y");

    [Fact]
    public void A_value_needs_a_variable() => Fails(
        ErrorId.ParameterNotFound, "zz", [("x", 1), ("y", 2), ("z", 3), ("zz", 4)], "'zz'", "x, y, z");

    [Fact]
    public void Nothing_given_is_told_so() => Fails(ErrorId.ParameterNotFound, "x", [], "-At is empty");

    [Fact]
    public void A_name_counts_once() => Fails(
        ErrorId.OptionOutOfRange, "X", [("x", 1), ("$X", 1), ("y", 2), ("z", 3)], "'X' twice");

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_value_is_a_finite_number(object? value) => Fails(
        ErrorId.OptionOutOfRange, value ?? "y", [("x", 1), ("y", value), ("z", 3)], "y ", "finite number");

    [Fact]
    public void So_is_every_number_of_a_list() => Fails(
        ErrorId.OptionOutOfRange, "b", [("x", 1), ("y", new object[] { 1, "b" }), ("z", 3)], "y is 'b' at row 2");

    [Fact]
    public void Lists_have_one_length() => Fails(
        ErrorId.ParameterShapeMismatch, "y", [("x", new[] { 1, 2 }), ("y", new[] { 1 }), ("z", 3)], "'y' has 1", "2");

    [Fact]
    public void A_list_holds_something() => Fails(
        ErrorId.ParameterShapeMismatch, "x", [("x", Array.Empty<int>()), ("y", 2), ("z", 3)], "an empty list");

    [Fact]
    public void A_list_holds_no_lists() => Fails(
        ErrorId.ParameterShapeMismatch, "x", [("x", new int[2, 2]), ("y", 2), ("z", 3)], "lists in a list");

    private static void Fails(ErrorId id, object? target, (string, object?)[] at, params string[] parts)
    {
        var (graph, result) = Expressions.Product();
        Data.Fails.With(id, target, () => graph.GradientAt(result, Expressions.At(at)), parts);
    }
}
