using System.Management.Automation.Language;
using System.Text;

namespace MLPosh.Shell;

/// <summary>A simple prompt: a line at a time, more of them while a command is incomplete.</summary>
internal sealed class Prompt(Session session)
{
    private volatile bool _reading;
    private volatile bool _dropped;

    public int Run()
    {
        Console.CancelKeyPress += OnCancel;
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

    private string? ReadCommand(bool interactive)
    {
        var text = new StringBuilder();
        do
        {
            if (interactive)
            {
                Console.Out.Write(text.Length == 0 ? "mlposh> " : ">> ");
            }

            _reading = true;
            string? line = Console.ReadLine();
            _reading = false;
            if (_dropped)
            {
                _dropped = false;
                return "";
            }

            if (line is null)
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

    /// <summary>
    /// Ctrl-C while nothing runs gives up the command being typed, not the session and the networks in it. What was typed
    /// cannot be taken out of Console.ReadLine, so the line ends with Enter as always.
    /// </summary>
    private void OnCancel(object? sender, ConsoleCancelEventArgs e)
    {
        if (_reading)
        {
            e.Cancel = true;
            _dropped = true;
            Console.Error.Write(" (given up; press Enter)");
        }
    }
}
