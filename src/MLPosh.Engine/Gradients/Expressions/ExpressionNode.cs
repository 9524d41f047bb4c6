namespace MLPosh;

/// <summary>A node of an expression's graph with the numbers that went through it. Numbers are arrays where -At has lists.</summary>
public sealed class ExpressionNode
{
    internal ExpressionNode(int node, GraphNode item, NodeNames names, ReverseSweep sweep)
    {
        Name = names[node];
        Operation = item.Operation?.Name ?? (item.Constant is null ? "Variable" : "Constant");
        Equation = names.Equation(node);
        IsLiteral = item is { Name: null, Constant: not null };
        Input = names.Inputs(node);
        Value = sweep.Value(node);
        LocalDerivative = sweep.Local(node);
        Gradient = sweep.Gradient(node);
    }

    /// <summary>The variable's or the assigned name; #1, #2 … for operations without; a constant's digits.</summary>
    public string Name { get; }

    /// <summary>Variable, Constant, Add, Subtract, Multiply, Divide, Negate, a function or an activation.</summary>
    public string Operation { get; }

    /// <summary>The operation written out: "q * z", "exp(#5)".</summary>
    public string Equation { get; }

    /// <summary>The names of the nodes that it reads.</summary>
    public string[] Input { get; }

    /// <summary>The forward value.</summary>
    public object Value { get; }

    /// <summary>The derivative of this node by each input.</summary>
    public object[] LocalDerivative { get; }

    /// <summary>The derivative of the whole expression by this node.</summary>
    public object Gradient { get; }

    /// <summary>Whether it is a number without a name, which equations show where it is used.</summary>
    public bool IsLiteral { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} = {Equation}";
}
