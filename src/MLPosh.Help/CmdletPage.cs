using Markdig;
using Markdig.Syntax;

namespace MLPosh.Help;

/// <summary>An example of a page.</summary>
internal sealed record Example(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>A parameter's section of a page.</summary>
internal sealed record ParameterText(string Name, int Line, IReadOnlyList<string> Paragraphs);

/// <summary>A cmdlet's page, read.</summary>
internal sealed record CmdletPage(
    string File,
    string Name,
    string Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<ParameterText> Parameters,
    IReadOnlyList<Example> Examples,
    IReadOnlyList<string> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Links)
{
    private static readonly string[] Titles = ["Description", "Parameters", "Examples", "Outputs", "Notes", "Links"];

    public static CmdletPage Read(string file, ICollection<Problem> problems)
    {
        var sections = Section.Split(Markdown.Parse(System.IO.File.ReadAllText(file)), level: 1);
        var top = sections.Count > 0 ? sections[0] : new Section("", 1, []);
        string expected = Path.GetFileNameWithoutExtension(file);
        if (top.Title != expected)
        {
            problems.Add(new Problem(file, top.Line, $"The page's title is '{top.Title}'; its file says '{expected}'."));
        }

        var parts = Section.Split(top.Blocks, level: 2).ToLookup(section => section.Title);
        // A misspelt or repeated section would leave its text out of the help without a word.
        foreach (var stray in parts.SelectMany(part => Titles.Contains(part.Key) ? part.Skip(1) : part))
        {
            problems.Add(new Problem(
                file, stray.Line, $"The section '{stray.Title}' is none of {string.Join(", ", Titles)}, or stands here twice."));
        }

        IReadOnlyList<Block> Blocks(string title) => parts[title].FirstOrDefault()?.Blocks ?? [];
        var synopsis = PlainText.Paragraphs(top.Blocks.TakeWhile(block => block is not HeadingBlock));
        return new CmdletPage(
            file,
            expected,
            string.Join(' ', synopsis),
            PlainText.Paragraphs(Blocks("Description")),
            [.. Section.Split(Blocks("Parameters"), level: 3).Select(section => new ParameterText(
                section.Title.TrimStart('-'), section.Line, PlainText.Paragraphs(section.Blocks)))],
            [.. Section.Split(Blocks("Examples"), level: 3).Select(section => new Example(
                section.Title,
                string.Join('\n', section.Blocks.OfType<FencedCodeBlock>().Select(code => code.Lines.ToString())),
                PlainText.Paragraphs(section.Blocks.Where(block => block is not FencedCodeBlock))))],
            PlainText.Paragraphs(Blocks("Outputs")),
            PlainText.Paragraphs(Blocks("Notes")),
            PlainText.Paragraphs(Blocks("Links")));
    }
}

/// <summary>A heading and what stands below it.</summary>
internal sealed record Section(string Title, int Line, IReadOnlyList<Block> Blocks)
{
    /// <summary>The sections of one level; what stands before the first is left out.</summary>
    public static IReadOnlyList<Section> Split(IEnumerable<Block> blocks, int level)
    {
        var sections = new List<Section>();
        List<Block>? current = null;
        foreach (var block in blocks)
        {
            if (block is HeadingBlock heading && heading.Level == level)
            {
                current = [];
                sections.Add(new Section(PlainText.Of(heading.Inline), heading.Line + 1, current));
            }
            else
            {
                current?.Add(block);
            }
        }

        return sections;
    }
}
