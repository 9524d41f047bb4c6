using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MLPosh.Shell;

/// <summary>Hands a command line's words to a script as pwsh does: '-Name value', '-Name:value', '-Switch', plain values.</summary>
internal static class ScriptArguments
{
    /// <param name="shell">The script's command has been added.</param>
    /// <param name="arguments">The words.</param>
    public static void Add(PowerShell shell, IReadOnlyList<string> arguments)
    {
        var parameters = shell.Commands.Commands[^1].Parameters;
        bool plainOnly = false;
        foreach (string word in arguments)
        {
            if (word == "--" && !plainOnly)
            {
                plainOnly = true;
            }
            else if (!plainOnly && IsName(word))
            {
                AddNamed(parameters, word);
            }
            else
            {
                parameters.Add(new CommandParameter(null, word));
            }
        }
    }

    private static bool IsName(string word) => word.Length > 1 && word[0] == '-' && (char.IsLetter(word[1]) || word[1] == '_');

    private static void AddNamed(CommandParameterCollection parameters, string word)
    {
        int colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            // A value, if the parameter takes one, follows as a word of its own: the binder puts both together.
            parameters.Add(new CommandParameter(word, null));
            return;
        }

        string value = word[(colon + 1)..];
        parameters.Add(new CommandParameter(word[..colon], value.ToUpperInvariant() switch
        {
            "$TRUE" => true,
            "$FALSE" => false,
            _ => value,
        }));
    }
}
