namespace MLPosh.Engine.Tests.Gradients.Expressions;

/// <summary>The first node that makes a NaN or an infinity is named.</summary>
public class NonFiniteTests
{
    [Theory]
    [InlineData("Log", -1.0, 0.0, double.NaN)]
    [InlineData("Log", 0.0, 0.0, double.NegativeInfinity)]
    [InlineData("Sqrt", -1.0, 0.0, double.NaN)]
    [InlineData("Divide", 1.0, 0.0, double.PositiveInfinity)]
    [InlineData("Divide", 0.0, 0.0, double.NaN)]
    [InlineData("Exp", 1000.0, 0.0, double.PositiveInfinity)]
    [InlineData("Pow", -8.0, 0.5, double.NaN)]
    public void A_value_is_what_arithmetic_makes_it(string operation, double x, double y, double value)
    {
        var (graph, made) = Expressions.Single(operation);
        int result = graph.Apply(ExpressionOperation.Add, made, graph.Constant(1));
        var at = Expressions.At(("x", x), ("y", y));
        if (Expressions.Operation(operation).InputCount == 1)
        {
            at.Remove("y");
        }

        var gradient = graph.GradientAt(result, at);
        Assert.Equal(value, gradient.Value);
        Assert.Equal("#1", gradient.NonFinite);
        Assert.StartsWith("#1 = ", gradient.NonFiniteReason, StringComparison.Ordinal);
        Assert.Contains($" is {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}.", gradient.NonFiniteReason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_derivative_may_be_what_is_not_finite()
    {
        var (graph, root) = Expressions.Single("Sqrt");
        var gradient = graph.GradientAt(root, Expressions.At(("x", 0)));
        Assert.Equal(0.0, gradient.Value);
        Assert.Equal(double.PositiveInfinity, gradient.Derivative("x"));
        Assert.Equal("#1", gradient.NonFinite);
        Assert.Equal("Going back through #1 = sqrt(x), the gradient of x becomes Infinity.", gradient.NonFiniteReason);
    }

    [Fact]
    public void A_constant_without_a_derivative_is_nothing_to_complain_of()
    {
        var graph = new ExpressionGraph();
        int square = graph.Apply(Expressions.Operation("Pow"), graph.Variable("x"), graph.Constant(2));
        var gradient = graph.GradientAt(square, Expressions.At(("x", -3)));
        Assert.Equal(9.0, gradient.Value);
        Assert.Equal(-6.0, gradient.Derivative("x"));
        Assert.Null(gradient.NonFinite);
        Assert.Equal(double.NaN, gradient.Node[1].Gradient);
    }

    [Fact]
    public void In_lists_the_element_is_told()
    {
        var (graph, logarithm) = Expressions.Single("Log");
        var gradient = graph.GradientAt(logarithm, Expressions.At(("x", new[] { 1.0, -1, 2 })));
        Assert.Equal([0, double.NaN, Math.Log(2)], (double[])gradient.Value);
        Assert.Equal("#1 = log(x) is NaN at element 2.", gradient.NonFiniteReason);
    }
}
