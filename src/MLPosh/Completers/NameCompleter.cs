using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MLPosh.Commands;

/// <summary>Completes a parameter that takes one of some names.</summary>
public abstract class NameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? "").Trim('\'', '"');
        return Names(fakeBoundParameters)
            .Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(Quoted(name), name, CompletionResultType.ParameterValue, name));
    }

    /// <summary>The names, given the parameters typed so far.</summary>
    protected abstract IEnumerable<string> Names(IDictionary boundParameters);

    /// <summary>In quotes where PowerShell would read the bare name as something else.</summary>
    private static string Quoted(string name) =>
        name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '.' or '-')
            ? name
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'";
}
