namespace MLPosh;

/// <summary>A node while the graph is built: an operation on nodes before it, a variable or a constant.</summary>
/// <param name="Operation">Null for variables and constants.</param>
/// <param name="First">The first input's number.</param>
/// <param name="Second">The second input's number, where there are two.</param>
/// <param name="Constant">The value of a constant; null for others.</param>
internal sealed record GraphNode(ExpressionOperation? Operation, int First = -1, int Second = -1, double? Constant = null)
{
    /// <summary>What the expression calls it; null where it does not.</summary>
    public string? Name { get; set; }

    public int InputCount => Operation?.InputCount ?? 0;
}
