namespace MLPosh.Engine.Tests.Gradients.Expressions;

public class GraphTests
{
    [Fact]
    public void The_product_of_the_lecture()
    {
        var (graph, result) = Expressions.Product();
        var gradient = graph.GradientAt(result, Expressions.At(("x", -2), ("y", 5), ("z", -4)));
        Assert.Equal(-12.0, gradient.Value);
        Assert.Equal(["x", "y", "z"], gradient.Gradient.Keys.Cast<string>());
        Assert.Equal([-4.0, -4.0, 3.0], gradient.Gradient.Values.Cast<double>());
        Assert.Equal(["x", "y", "#1", "z", "#2"], gradient.Node.Select(node => node.Name));
        Assert.Equal(["Variable", "Variable", "Add", "Variable", "Multiply"], gradient.Node.Select(node => node.Operation));
        Assert.Equal([-2.0, 5.0, 3.0, -4.0, -12.0], gradient.Node.Select(node => node.Value));
        Assert.Equal([-4.0, -4.0, -4.0, 3.0, 1.0], gradient.Node.Select(node => node.Gradient));
        Assert.Equal(["#1", "z"], gradient.Node[4].Input);
        Assert.Equal([-4.0, 3.0], gradient.Node[4].LocalDerivative);
        Assert.Equal("#2 = #1 * z", gradient.Node[4].ToString());
        Assert.Null(gradient.NonFinite);
        Assert.Equal("-12", gradient.ToString());
    }

    [Fact]
    public void What_is_used_twice_gathers_both_gradients()
    {
        var graph = new ExpressionGraph();
        int x = graph.Variable("x"), square = graph.Apply(ExpressionOperation.Multiply, x, x);
        int result = graph.Apply(ExpressionOperation.Add, square, graph.Variable("X"));
        Assert.Equal(3, graph.Count);
        Assert.Equal(7.0, graph.GradientAt(result, Expressions.At(("$x", "3"))).Derivative("X"));
    }

    [Fact]
    public void What_the_result_does_not_depend_on_has_gradient_zero()
    {
        var (graph, _) = Expressions.Product();
        var gradient = graph.GradientAt(graph.Variable("y"), Expressions.At(("x", 1), ("y", 2), ("z", 3)));
        Assert.Equal(2.0, gradient.Value);
        Assert.Equal([0.0, 1.0, 0.0], gradient.Gradient.Values.Cast<double>());
    }

    [Fact]
    public void Every_name_is_there_once()
    {
        var graph = new ExpressionGraph();
        int one = graph.Constant(1), again = graph.Constant(1), minus = graph.Constant(-2.5);
        int odd = graph.Variable("#1");
        int sum = graph.Apply(ExpressionOperation.Add, one, again);
        int rest = graph.Apply(ExpressionOperation.Subtract, sum, minus);
        Assert.True(graph.TryName(rest, "q"));
        Assert.False(graph.TryName(sum, "Q"));
        Assert.True(graph.TryName(rest, "p"));
        Assert.Equal(rest, graph.Variable("P"));
        int result = graph.Apply(ExpressionOperation.Divide, rest, odd);
        var gradient = graph.GradientAt(result, Expressions.At(("#1", 2)));
        Assert.Equal(["1", "1#2", "-2.5", "#1", "#2", "q", "#3"], gradient.Node.Select(node => node.Name));
        Assert.Equal(["1 + 1", "#2 - (-2.5)", "q / #1"], gradient.Node.Skip(4).Select(node => node.Equation));
        Assert.Equal(["1", "1#2"], gradient.Node[4].Input);
        Assert.Equal([true, true, true, false], gradient.Node.Take(4).Select(node => node.IsLiteral));
    }

    [Fact]
    public void Lists_give_every_number_element_by_element()
    {
        var (graph, result) = Expressions.Product();
        var gradient = graph.GradientAt(
            result, Expressions.At(("x", new[] { 1.0, 2, 3 }), ("y", new object[] { "0", 1, 2L }), ("z", 2)));
        Assert.Equal([2.0, 6, 10], (double[])gradient.Value);
        Assert.Equal([2.0, 2, 2], (double[])gradient.Gradient["x"]!);
        Assert.Equal([1.0, 3, 5], (double[])gradient.Gradient["z"]!);
        Assert.Equal([2.0, 2, 2], (double[])gradient.Node[4].LocalDerivative[0]);
        Assert.Equal("2, 6, 10", gradient.ToString());
        var one = graph.GradientAt(result, Expressions.At(("x", new[] { 1.0 }), ("y", 1), ("z", 2)));
        Assert.Equal([4.0], (double[])one.Value);
    }

    [Fact]
    public void A_hundred_thousand_nodes_in_a_row_are_no_matter()
    {
        const int Depth = 150_000;
        var graph = new ExpressionGraph();
        int x = graph.Variable("x"), node = x;
        for (int i = 0; i < Depth; i++)
        {
            node = graph.Apply(i % 2 == 0 ? ExpressionOperation.Add : ExpressionOperation.Negate, i % 2 == 0 ? [node, x] : [node]);
        }

        // u -> -(u + x) twice changes nothing.
        var gradient = graph.GradientAt(node, Expressions.At(("x", 3)));
        Assert.Equal(Depth + 1, gradient.Node.Length);
        Assert.Equal(Depth / 2 % 2 == 0 ? 3.0 : -6.0, gradient.Value);
        Assert.Equal(Depth / 2 % 2 == 0 ? 1.0 : -2.0, gradient.Derivative("x"));
    }

    [Fact]
    public void More_numbers_than_memory_is_meant_for_are_refused_and_a_stop_is_heard()
    {
        var (graph, result) = Expressions.Product();
        var at = Expressions.At(("x", new double[20_000_001]), ("y", 1), ("z", 1));
        Data.Fails.With(ErrorId.ParameterShapeMismatch, 20_000_001, () => graph.GradientAt(result, at), "5 nodes", "100000005 values");
        var one = Expressions.At(("x", 1), ("y", 1), ("z", 1));
        Assert.Throws<OperationCanceledException>(() => graph.GradientAt(result, one, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_graph_takes_only_what_fits_it()
    {
        var graph = new ExpressionGraph();
        int x = graph.Variable("x");
        Assert.Throws<ArgumentOutOfRangeException>(() => graph.Apply(ExpressionOperation.Add, x));
        Assert.Throws<ArgumentOutOfRangeException>(() => graph.Apply(ExpressionOperation.Negate, x + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => graph.GradientAt(-1, Expressions.At(("x", 1))));
        Assert.Throws<ArgumentException>(() => graph.Variable(""));
    }
}
