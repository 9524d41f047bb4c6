using System.Management.Automation.Language;
using System.Text;

namespace MLPosh.Shell;

/// <summary>A simple prompt: a line at a time, more of them while a command is incomplete.</summary>
internal sealed class Prompt(Session session)
{
    public int Run()
    {
        bool interactive = !Console.IsInputRedirected;
        int exitCode = ExitCode.Success;
        while (session.Exit is null && ReadCommand(interactive) is { } command)
        {
            if (!string.IsNullOrWhiteSpace(command))
            {
                exitCode = session.RunCommand(command);
            }
        }

        // A prompt forgives; lines from a pipe are a script whose last command counts.
        return session.Exit ?? (interactive ? ExitCode.Success : exitCode);
    }

    private static string? ReadCommand(bool interactive)
    {
        var text = new StringBuilder();
        do
        {
            if (interactive)
            {
                Console.Out.Write(text.Length == 0 ? "mlposh> " : ">> ");
            }

            if (Console.ReadLine() is not { } line)
            {
                return text.Length == 0 ? null : text.ToString();
            }

            text.AppendLine(line);
        }
        while (IsIncomplete(text.ToString()));

        return text.ToString();
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
