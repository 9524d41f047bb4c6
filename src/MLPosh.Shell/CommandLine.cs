namespace MLPosh.Shell;

/// <summary>What the shell is asked to do.</summary>
internal enum ShellAction
{
    Prompt,
    File,
    Command,
    Help,
    Version,
}

/// <summary>The command line, read.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Text">The script's path, or the command.</param>
/// <param name="Arguments">What the script is given.</param>
/// <param name="Error">What is wrong with the command line; null if nothing is.</param>
internal sealed record CommandLine(ShellAction Action, string Text, IReadOnlyList<string> Arguments, string? Error = null)
{
    public const string Usage = """
        mlposh: PowerShell's engine with the MLPosh module loaded.

          mlposh script.ps1 [arguments]     run a script (also: -File script.ps1 [arguments])
          mlposh -Command '...'             run a command; - reads it from the standard input
          mlposh                            a simple prompt; exit leaves it
          mlposh -Help | -Version

        Output goes to stdout, errors, warnings and verbose messages to stderr. The exit code is the script's own
        (exit n, or its last program's), 1 after a terminating error, otherwise 0.
        """;

    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        if (args.Count == 0)
        {
            return new(ShellAction.Prompt, "", []);
        }

        string[] rest = [.. args.Skip(1)];
        return args[0].ToUpperInvariant() switch
        {
            "-HELP" or "--HELP" or "-H" or "-?" => new(ShellAction.Help, "", []),
            "-VERSION" or "--VERSION" => new(ShellAction.Version, "", []),
            "-COMMAND" or "-C" => rest.Length == 0
                ? new(ShellAction.Command, "", [], "-Command needs the command to run.")
                : new(ShellAction.Command, rest is ["-"] ? Console.In.ReadToEnd() : string.Join(' ', rest), []),
            "-FILE" or "-F" => rest.Length == 0
                ? new(ShellAction.File, "", [], "-File needs the script to run.")
                : new(ShellAction.File, rest[0], rest[1..]),
            ['-', ..] => new(ShellAction.Help, "", [], $"'{args[0]}' is not an option of mlposh.\n\n{Usage}"),
            _ => new(ShellAction.File, args[0], rest),
        };
    }
}
