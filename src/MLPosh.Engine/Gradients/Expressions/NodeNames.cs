using System.Globalization;

namespace MLPosh;

/// <summary>
/// A name for every node, each one once: the expression's own, #1, #2 … for operations without, and a constant's digits.
/// </summary>
internal sealed class NodeNames
{
    private readonly IReadOnlyList<GraphNode> _nodes;
    private readonly string[] _names;

    public NodeNames(IReadOnlyList<GraphNode> nodes)
    {
        _nodes = nodes;
        var taken = nodes.Where(node => node.Name is not null).Select(node => node.Name!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var repeats = new Dictionary<string, int>();
        int operations = 0;
        _names = new string[nodes.Count];
        for (int n = 0; n < nodes.Count; n++)
        {
            string? name = nodes[n].Name;
            while (name is null)
            {
                string next = nodes[n].Constant is { } number ? Repeated(Digits(number), repeats) : $"#{++operations}";
                name = taken.Add(next) ? next : null;
            }

            _names[n] = name;
        }
    }

    public string this[int node] => _names[node];

    public string[] Inputs(int node) => _nodes[node].InputCount switch
    {
        0 => [],
        1 => [_names[_nodes[node].First]],
        _ => [_names[_nodes[node].First], _names[_nodes[node].Second]],
    };

    /// <summary>The node's operation written out; constants without a name of their own as digits.</summary>
    public string Equation(int node)
    {
        var item = _nodes[node];
        return item.Operation is { } operation
            ? operation.Write(Term(item.First), item.InputCount > 1 ? Term(item.Second) : "")
            : item.Constant is { } number ? Digits(number) : "variable";
    }

    private static string Digits(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The second 1 is 1#2.</summary>
    private static string Repeated(string digits, Dictionary<string, int> repeats)
    {
        int time = repeats[digits] = repeats.GetValueOrDefault(digits) + 1;
        return time == 1 ? digits : $"{digits}#{time}";
    }

    private string Term(int node) => _nodes[node] is { Name: null, Constant: { } number }
        ? number < 0 ? $"({Digits(number)})" : Digits(number)
        : _names[node];
}
