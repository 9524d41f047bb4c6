namespace MLPosh.Engine.Tests.Gradients.Expressions;

/// <summary>What the tests of expressions build and look at.</summary>
internal static class Expressions
{
    public static ExpressionOperation Operation(string name) => name switch
    {
        "Add" => ExpressionOperation.Add,
        "Subtract" => ExpressionOperation.Subtract,
        "Multiply" => ExpressionOperation.Multiply,
        "Divide" => ExpressionOperation.Divide,
        "Negate" => ExpressionOperation.Negate,
        _ => ExpressionOperation.TryFindFunction(name) ?? ExpressionOperation.TryMakeActivation(Activation.Find(name))!,
    };

    public static IReadOnlyList<string> OperationNames =>
    [
        "Add", "Subtract", "Multiply", "Divide", "Negate",
        .. ExpressionOperation.FunctionNames.Union(
            Activation.All.Where(activation => activation.IsElementwise).Select(activation => activation.Name)),
    ];

    /// <summary>(x + y) z.</summary>
    public static (ExpressionGraph Graph, int Result) Product()
    {
        var graph = new ExpressionGraph();
        int sum = graph.Apply(ExpressionOperation.Add, graph.Variable("x"), graph.Variable("y"));
        return (graph, graph.Apply(ExpressionOperation.Multiply, sum, graph.Variable("z")));
    }

    /// <summary>One operation on x, or on x and y.</summary>
    public static (ExpressionGraph Graph, int Result) Single(string operation)
    {
        var (graph, chosen) = (new ExpressionGraph(), Operation(operation));
        int x = graph.Variable("x");
        return (graph, chosen.InputCount == 1 ? graph.Apply(chosen, x) : graph.Apply(chosen, x, graph.Variable("y")));
    }

    public static Dictionary<string, object?> At(params (string Name, object? Value)[] values) =>
        values.ToDictionary(value => value.Name, value => value.Value);

    public static double Derivative(this ExpressionGradient gradient, string variable) =>
        (double)gradient.Gradient[variable]!;
}
