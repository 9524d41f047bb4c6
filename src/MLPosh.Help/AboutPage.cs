using System.Text;
using Markdig;
using Markdig.Syntax;

namespace MLPosh.Help;

/// <summary>An about page as plain text: headings in capitals, text indented and wrapped for 80 columns.</summary>
internal static class AboutPage
{
    private const int Width = 76;

    public static string Text(string markdown)
    {
        var text = new StringBuilder();
        foreach (var block in Markdown.Parse(markdown))
        {
            if (block is HeadingBlock heading)
            {
                string title = PlainText.Of(heading.Inline);
                text.AppendLine(heading.Level <= 2 && !title.StartsWith("about_", StringComparison.Ordinal)
                    ? title.ToUpperInvariant()
                    : title);
            }
            else
            {
                foreach (string paragraph in PlainText.Paragraphs([block]))
                {
                    foreach (string line in block is CodeBlock ? paragraph.Split('\n') : Wrapped(paragraph))
                    {
                        text.Append("    ").AppendLine(line.TrimEnd());
                    }
                }
            }

            text.AppendLine();
        }

        return text.ToString();
    }

    private static IEnumerable<string> Wrapped(string paragraph)
    {
        var line = new StringBuilder();
        foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }
}
