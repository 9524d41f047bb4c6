using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace MLPosh.Shell;

/// <summary>
/// A script and the words of its command line as the call that a user would write at a prompt: '-Name value', '-Name:value'
/// and '-Switch' name parameters, everything else is text, and the script's own types convert it.
/// </summary>
internal static partial class ScriptCall
{
    public static string Text(string path, IEnumerable<string> words)
    {
        var call = new List<string> { "&", Quoted(path) };
        bool plainOnly = false;
        foreach (string word in words)
        {
            if (word == "--" && !plainOnly)
            {
                plainOnly = true;
            }
            else
            {
                call.Add(plainOnly ? Quoted(word) : Argument(word));
            }
        }

        return string.Join(' ', call);
    }

    private static string Argument(string word)
    {
        var match = Parameter().Match(word);
        if (!match.Success)
        {
            return Quoted(word);
        }

        string name = match.Groups["name"].Value;
        string value = match.Groups["value"].Value;
        return value.ToUpperInvariant() switch
        {
            "" => name,
            // No text converts to a switch; pwsh reads these four words as booleans too.
            "TRUE" or "$TRUE" => $"{name}:$true",
            "FALSE" or "$FALSE" => $"{name}:$false",
            _ => $"{name}:{Quoted(value)}",
        };
    }

    private static string Quoted(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    /// <summary>A letter after the dash: '-3' and '-.5' are numbers.</summary>
    [GeneratedRegex(@"^(?<name>-[\p{L}_][\p{L}\p{Nd}_]*)(:(?<value>.*))?$", RegexOptions.Singleline)]
    private static partial Regex Parameter();
}
