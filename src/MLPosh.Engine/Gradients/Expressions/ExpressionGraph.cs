using System.Collections;

namespace MLPosh;

/// <summary>
/// An expression as a graph: variables and constants, and operations on them, in the order of their evaluation. A node is
/// known by the number that it was added with; names are the same in any case, as PowerShell's variables are.
/// </summary>
public sealed class ExpressionGraph
{
    private readonly List<GraphNode> _nodes = [];
    private readonly List<string> _variables = [];
    private readonly Dictionary<string, int> _named = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many nodes there are.</summary>
    public int Count => _nodes.Count;

    /// <summary>The variables, in the order of first use.</summary>
    public IReadOnlyList<string> Variables => _variables;

    internal IReadOnlyList<GraphNode> Nodes => _nodes;

    /// <summary>The node of this name; a variable unless the name was given to another node before.</summary>
    public int Variable(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!_named.TryGetValue(name, out int node))
        {
            node = Add(new GraphNode(null) { Name = name });
            _named.Add(name, node);
            _variables.Add(name);
        }

        return node;
    }

    /// <summary>A number; each is a node of its own, as in drawings.</summary>
    public int Constant(double value) => Add(new GraphNode(null, Constant: value));

    /// <summary>An operation on nodes that are there.</summary>
    public int Apply(ExpressionOperation operation, params ReadOnlySpan<int> inputs)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentOutOfRangeException.ThrowIfNotEqual(inputs.Length, operation.InputCount);
        foreach (int input in inputs)
        {
            ThrowUnlessThere(input);
        }

        return Add(new GraphNode(operation, inputs[0], inputs.Length > 1 ? inputs[1] : -1));
    }

    /// <summary>
    /// Gives a node a name to be used by from now on; false where the name means something already. A node keeps the first
    /// name that it was given.
    /// </summary>
    public bool TryName(int node, string name)
    {
        ThrowUnlessThere(node);
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!_named.TryAdd(name, node))
        {
            return false;
        }

        _nodes[node].Name ??= name;
        return true;
    }

    /// <summary>The value of a node, and its derivative by every node.</summary>
    /// <param name="result">The node whose derivatives are asked for.</param>
    /// <param name="at">
    /// A number, or a list of numbers, for each variable, by its name with or without $. Lists have the same length; then all
    /// values and derivatives are arrays, element by element.
    /// </param>
    /// <param name="token">Stops between two nodes.</param>
    /// <exception cref="MLPoshException">
    /// ParameterNotFound: a variable without a value, a value without a variable. OptionOutOfRange: what is not a finite
    /// number. ParameterShapeMismatch: lists of different length, or too many numbers in all.
    /// </exception>
    public ExpressionGradient GradientAt(int result, IDictionary at, CancellationToken token = default)
    {
        ThrowUnlessThere(result);
        ArgumentNullException.ThrowIfNull(at);
        return new ExpressionGradient(this, new ReverseSweep(this, result, new ExpressionPoint(_variables, at), token));
    }

    private int Add(GraphNode node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }

    private void ThrowUnlessThere(int node)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(node);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(node, _nodes.Count);
    }
}
