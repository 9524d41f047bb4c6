using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace MLPosh.Shell;

/// <summary>What cmdlets ask: a missing parameter, a confirmation.</summary>
internal static class Questions
{
    public static Dictionary<string, PSObject> Fields(IEnumerable<FieldDescription> fields)
    {
        RequireTerminal(string.Join(", ", fields.Select(field => field.Name)));
        var answers = new Dictionary<string, PSObject>();
        foreach (var field in fields)
        {
            Console.Error.Write($"{field.Name}: ");
            answers[field.Name] = PSObject.AsPSObject(Console.ReadLine() ?? "");
        }

        return answers;
    }

    /// <summary>A choice is named by its letter (the one after &amp;) or its label; nothing means the default.</summary>
    public static int Choice(string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireTerminal(message);
        string names = string.Join("  ", choices.Select(choice => $"[{Letter(choice)}] {Label(choice)}"));
        string preset = defaultChoice < 0 ? "" : $" (default is \"{Letter(choices[defaultChoice])}\")";
        while (true)
        {
            Console.Error.Write($"{names}{preset}: ");
            string? answer = Console.ReadLine()?.Trim();
            if (string.IsNullOrEmpty(answer) && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            int chosen = choices.ToList().FindIndex(choice =>
                string.Equals(answer, Letter(choice), StringComparison.OrdinalIgnoreCase)
                || string.Equals(answer, Label(choice), StringComparison.OrdinalIgnoreCase));
            if (chosen >= 0)
            {
                return chosen;
            }

            if (answer is null)
            {
                throw new PipelineStoppedException();
            }
        }
    }

    private static string Label(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);

    private static string Letter(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark < 0 || mark == choice.Label.Length - 1 ? Label(choice) : choice.Label[(mark + 1)..(mark + 2)].ToUpperInvariant();
    }

    /// <summary>Where nobody can answer, the next line of a piped script would be taken for the answer.</summary>
    private static void RequireTerminal(string question)
    {
        if (Console.IsInputRedirected)
        {
            throw new PSInvalidOperationException($"mlposh cannot ask ({question}): its input is not a terminal.");
        }
    }
}
