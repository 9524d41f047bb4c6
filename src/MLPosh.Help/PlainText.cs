using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MLPosh.Help;

/// <summary>Markdown as the plain text that Get-Help shows.</summary>
internal static class PlainText
{
    /// <summary>One text a paragraph, list item or code block.</summary>
    public static IReadOnlyList<string> Paragraphs(IEnumerable<Block> blocks) => [.. blocks.SelectMany(Of)];

    public static string Of(ContainerInline? inline)
    {
        var text = new StringBuilder();
        foreach (var part in inline?.Descendants() ?? [])
        {
            text.Append(part switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline => " ",
                AutolinkInline link => link.Url,
                // '<name>' is a placeholder to the writer and a tag to markdown; tags mean nothing in the help.
                HtmlInline tag => tag.Tag,
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                _ => "",
            });
        }

        return text.ToString();
    }

    private static IEnumerable<string> Of(Block block) => block switch
    {
        ParagraphBlock paragraph => [Of(paragraph.Inline)],
        HeadingBlock heading => [Of(heading.Inline)],
        ListBlock list => list.OfType<ListItemBlock>().Select(item =>
            (list.IsOrdered ? $"{item.Order}. " : "- ") + string.Join(' ', item.SelectMany(Of))),
        CodeBlock code => [code.Lines.ToString()],
        QuoteBlock quote => quote.SelectMany(Of),
        _ => [],
    };
}
