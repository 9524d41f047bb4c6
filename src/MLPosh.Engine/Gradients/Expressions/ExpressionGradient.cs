using System.Collections.Specialized;
using System.Globalization;

namespace MLPosh;

/// <summary>The value of an expression, its derivatives, and its graph node by node. Numbers are arrays where -At has lists.</summary>
public sealed class ExpressionGradient
{
    internal ExpressionGradient(ExpressionGraph graph, ReverseSweep sweep)
    {
        var names = new NodeNames(graph.Nodes);
        Node = [.. graph.Nodes.Select((node, n) => new ExpressionNode(n, node, names, sweep))];
        Value = Node[sweep.Result].Value;
        foreach (string variable in graph.Variables)
        {
            Gradient.Add(variable, Node[graph.Variable(variable)].Gradient);
        }

        if (sweep.NonFinite is { } step)
        {
            NonFinite = Node[step.Node].Name;
            NonFiniteReason = Explain(step, sweep.IsList);
        }
    }

    /// <summary>The value of the expression.</summary>
    public object Value { get; }

    /// <summary>The derivative by each variable, by its name, in the order of first use.</summary>
    public OrderedDictionary Gradient { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The nodes, in the order of evaluation.</summary>
    public ExpressionNode[] Node { get; }

    /// <summary>
    /// The node that made the first value, or else the first derivative on the way back, which is NaN or infinite; null where
    /// all are finite.
    /// </summary>
    public string? NonFinite { get; }

    /// <summary>What that node made; null where all is finite.</summary>
    public string? NonFiniteReason { get; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Value is double[] list ? string.Join(", ", list) : Value)}");

    private string Explain(NonFiniteStep step, bool isList)
    {
        string number = step.Number.ToString(CultureInfo.InvariantCulture);
        string where = isList ? $" at element {step.Index + 1}" : "";
        return step.Input is { } input
            ? $"Going back through {Node[step.Node]}, the gradient of {Node[input].Name} becomes {number}{where}."
            : $"{Node[step.Node]} is {number}{where}.";
    }
}
