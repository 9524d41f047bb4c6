using System.Management.Automation;

namespace MLPosh.Help;

/// <summary>Whether pages and cmdlets say the same.</summary>
internal static class PageCheck
{
    public static void Run(
        IReadOnlyList<CmdletPage> pages,
        IReadOnlyDictionary<string, CmdletInfo> cmdlets,
        string docs,
        ICollection<Problem> problems)
    {
        foreach (string name in cmdlets.Keys.Except(pages.Select(page => page.Name)))
        {
            problems.Add(new Problem(docs, 1, $"The cmdlet {name} has no page."));
        }

        foreach (var page in pages)
        {
            if (!cmdlets.TryGetValue(page.Name, out var cmdlet))
            {
                problems.Add(new Problem(page.File, 1, $"There is no cmdlet {page.Name}."));
                continue;
            }

            if (page.Synopsis.Length == 0)
            {
                problems.Add(new Problem(page.File, 1, "The page has no synopsis."));
            }

            if (page.Examples.All(example => example.Code.Length == 0))
            {
                problems.Add(new Problem(page.File, 1, "The page has no example."));
            }

            CompareParameters(page, cmdlet, problems);
        }
    }

    private static void CompareParameters(CmdletPage page, CmdletInfo cmdlet, ICollection<Problem> problems)
    {
        string[] real = [.. cmdlet.Parameters.Keys.Where(ModuleReader.IsOwn)];
        foreach (string missing in real.Except(page.Parameters.Select(parameter => parameter.Name)))
        {
            problems.Add(new Problem(page.File, 1, $"The parameter -{missing} is not described."));
        }

        foreach (var parameter in page.Parameters)
        {
            if (!real.Contains(parameter.Name))
            {
                problems.Add(new Problem(page.File, parameter.Line, $"{page.Name} has no parameter -{parameter.Name}."));
            }
            else if (parameter.Paragraphs.Count == 0)
            {
                problems.Add(new Problem(page.File, parameter.Line, $"The parameter -{parameter.Name} has no text."));
            }
        }
    }
}
