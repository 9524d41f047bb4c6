namespace MLPosh;

/// <summary>
/// The chain rule over a graph, once forward and once back, each in one loop over the nodes: depth takes no stack.
/// </summary>
internal sealed class ReverseSweep
{
    private const int MostNumbers = 100_000_000;

    private readonly IReadOnlyList<GraphNode> _nodes;
    private readonly int _result;
    private readonly int _count;
    private readonly double[] _values;
    private readonly LocalDerivatives[] _local;
    private readonly double[] _gradients;
    private readonly bool[] _varies;

    /// <exception cref="MLPoshException">ParameterShapeMismatch: too many numbers.</exception>
    public ReverseSweep(ExpressionGraph graph, int result, ExpressionPoint point, CancellationToken token)
    {
        _nodes = graph.Nodes;
        _result = result;
        _count = point.Count;
        IsList = point.IsList;
        long numbers = (long)_nodes.Count * _count;
        if (numbers > MostNumbers)
        {
            throw new MLPoshException(
                ErrorId.ParameterShapeMismatch,
                $"{_nodes.Count} nodes at {_count} elements are {numbers} values; at most {MostNumbers} are kept. Give shorter lists.",
                _count);
        }

        _values = new double[numbers];
        _local = new LocalDerivatives[numbers];
        _gradients = new double[numbers];
        _varies = new bool[_nodes.Count];
        Forward(point, token);
        Backward(token);
    }

    /// <summary>Whether values are lists.</summary>
    public bool IsList { get; }

    /// <summary>The node whose derivatives these are.</summary>
    public int Result => _result;

    /// <summary>The first node that made a number which is not finite; null where there is none.</summary>
    public NonFiniteStep? NonFinite { get; private set; }

    /// <summary>A node's value: a number or an array.</summary>
    public object Value(int node) => Of(i => _values[At(node, i)]);

    /// <summary>The derivative of the result by a node.</summary>
    public object Gradient(int node) => Of(i => _gradients[At(node, i)]);

    /// <summary>The derivative of a node by each of its inputs.</summary>
    public object[] Local(int node) => _nodes[node].InputCount switch
    {
        0 => [],
        1 => [Of(i => _local[At(node, i)].First)],
        _ => [Of(i => _local[At(node, i)].First), Of(i => _local[At(node, i)].Second)],
    };

    private int At(int node, int index) => (node * _count) + index;

    private object Of(Func<int, double> number) =>
        IsList ? Enumerable.Range(0, _count).Select(number).ToArray() : number(0);

    private void Forward(ExpressionPoint point, CancellationToken token)
    {
        for (int n = 0; n < _nodes.Count; n++)
        {
            token.ThrowIfCancellationRequested();
            var node = _nodes[n];
            _varies[n] = node.Operation is null
                ? node.Constant is null
                : _varies[node.First] || (node.InputCount > 1 && _varies[node.Second]);
            for (int i = 0; i < _count; i++)
            {
                if (node.Operation is { } operation)
                {
                    _local[At(n, i)] = operation.At(
                        _values[At(node.First, i)], node.InputCount > 1 ? _values[At(node.Second, i)] : 0);
                    _values[At(n, i)] = _local[At(n, i)].Value;
                }
                else
                {
                    _values[At(n, i)] = node.Constant ?? point.Value(node.Name!, i);
                }

                if (NonFinite is null && !double.IsFinite(_values[At(n, i)]))
                {
                    NonFinite = new NonFiniteStep(n, null, i, _values[At(n, i)]);
                }
            }
        }
    }

    private void Backward(CancellationToken token)
    {
        _gradients.AsSpan(At(_result, 0), _count).Fill(1);
        for (int n = _result; n >= 0; n--)
        {
            token.ThrowIfCancellationRequested();
            var node = _nodes[n];
            for (int i = 0; i < _count && node.Operation is not null; i++)
            {
                double gradient = _gradients[At(n, i)];
                Send(n, node.First, i, gradient * _local[At(n, i)].First);
                if (node.InputCount > 1)
                {
                    Send(n, node.Second, i, gradient * _local[At(n, i)].Second);
                }
            }
        }
    }

    /// <summary>What a constant gets is shown but not complained of: pow(-1, 2) has no derivative by the 2.</summary>
    private void Send(int from, int to, int index, double amount)
    {
        double gradient = _gradients[At(to, index)] += amount;
        if (NonFinite is null && _varies[to] && !double.IsFinite(gradient))
        {
            NonFinite = new NonFiniteStep(from, to, index, gradient);
        }
    }
}

/// <summary>Where a number stopped being finite.</summary>
/// <param name="Node">The node that made it.</param>
/// <param name="Input">The input whose gradient it is; null where it is the node's value.</param>
/// <param name="Index">At which element of the lists.</param>
/// <param name="Number">NaN or an infinity.</param>
internal sealed record NonFiniteStep(int Node, int? Input, int Index, double Number);
