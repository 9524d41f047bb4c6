namespace MLPosh.Tests;

/// <summary>The code in a markdown file.</summary>
internal static class Markdown
{
    /// <summary>The fenced blocks of one language, in order.</summary>
    public static IReadOnlyList<string> Blocks(string file, string language) =>
        [.. All(file).Where(block => block.Language == language).Select(block => block.Text)];

    /// <summary>All fenced blocks, in order.</summary>
    public static IEnumerable<(string Language, string Text)> All(string file)
    {
        string? language = null;
        var text = new List<string>();
        foreach (string line in File.ReadLines(file))
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                text.Add(line);
            }
            else if (language is null)
            {
                language = line[3..];
                text.Clear();
            }
            else
            {
                yield return (language, string.Join('\n', text));
                language = null;
            }
        }
    }
}
