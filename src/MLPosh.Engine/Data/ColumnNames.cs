namespace MLPosh;

/// <summary>Names for columns that have none.</summary>
internal static class ColumnNames
{
    /// <summary>x for a single column, else x1, x2 …</summary>
    public static IReadOnlyList<string> Numbered(string stem, int count) =>
        count == 1 ? [stem] : [.. Enumerable.Range(1, count).Select(i => $"{stem}{i}")];
}
