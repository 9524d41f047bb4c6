namespace MLPosh;

/// <summary>How MLPosh.Format.ps1xml shows an expression's gradients.</summary>
public static class ExpressionDisplay
{
    private const int MostLines = 60;
    private static readonly string[] Titles = ["Node", "Operation", "Forward", "Gradient"];

    /// <summary>
    /// A line a node with its forward value and its gradient, as on the wires of a drawn circuit. Numbers stand inside the
    /// operations that use them, and of many lines the middle ones are left out.
    /// </summary>
    public static string Circuit(ExpressionGradient gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        var nodes = gradient.Node.Where(node => !node.IsLiteral).ToList();
        var shown = nodes.Count <= MostLines ? nodes : [.. nodes.Take(MostLines / 2), .. nodes.TakeLast(MostLines / 2)];
        List<string[]> rows = [Titles, .. shown.Select(Row)];
        int[] widths = [.. Titles.Select((_, column) => rows.Max(row => row[column].Length))];
        List<string> lines = [.. rows.Select(row => Line(row, widths))];
        if (nodes.Count > shown.Count)
        {
            lines.Insert(1 + (MostLines / 2), $"… {nodes.Count - shown.Count} more in the property Node …");
        }

        if (gradient.NonFiniteReason is { } reason)
        {
            lines.AddRange(["", $"Not finite: {reason}"]);
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static string[] Row(ExpressionNode node) =>
        [node.Name, node.Equation, Display.Values(node.Value), Display.Values(node.Gradient)];

    private static string Line(string[] row, int[] widths) =>
        $"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadLeft(widths[2])}  {row[3].PadLeft(widths[3])}";
}
