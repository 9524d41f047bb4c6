namespace MLPosh;

/// <summary>Which known name somebody may have meant.</summary>
public static class NameDistance
{
    /// <summary>The nearest of the known names, if it is near enough for a slip of the fingers; else null.</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="known">What there is.</param>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        return known.Select(other => (Name: other, Edits: Edits(name.ToUpperInvariant(), other.ToUpperInvariant())))
            .Where(other => other.Edits <= 1 + (name.Length / 4))
            .OrderBy(other => other.Edits)
            .Select(other => other.Name)
            .FirstOrDefault();
    }

    /// <summary>Letters to insert, leave out, replace or swap with their neighbour (optimal string alignment).</summary>
    private static int Edits(string from, string to)
    {
        var edits = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    edits[i, j] = i + j;
                    continue;
                }

                int replaced = edits[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                edits[i, j] = Math.Min(replaced, 1 + Math.Min(edits[i - 1, j], edits[i, j - 1]));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    edits[i, j] = Math.Min(edits[i, j], 1 + edits[i - 2, j - 2]);
                }
            }
        }

        return edits[from.Length, to.Length];
    }
}
