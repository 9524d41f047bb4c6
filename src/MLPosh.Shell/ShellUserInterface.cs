using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace MLPosh.Shell;

/// <summary>Output to stdout; everything that is about the output, to stderr.</summary>
internal sealed class ShellUserInterface : PSHostUserInterface
{
    private readonly ShellRawUserInterface _raw = new();
    private int _progressLength;

    public override PSHostRawUserInterface RawUI => _raw;

    public override bool SupportsVirtualTerminal => !Console.IsOutputRedirected && !Console.IsErrorRedirected;

    public override string ReadLine() => Console.ReadLine() ?? "";

    public override SecureString ReadLineAsSecureString()
    {
        var secret = new SecureString();
        foreach (char letter in ReadLine())
        {
            secret.AppendChar(letter);
        }

        return secret;
    }

    public override void Write(string value)
    {
        ClearProgress();
        Console.Out.Write(GetOutputString(value, SupportsVirtualTerminal));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value) => WriteAside(value);

    public override void WriteDebugLine(string message) => WriteAside($"DEBUG: {message}");

    public override void WriteVerboseLine(string message) => WriteAside($"VERBOSE: {message}");

    public override void WriteWarningLine(string message) => WriteAside($"WARNING: {message}");

    public override void WriteInformation(InformationRecord record)
    {
    }

    /// <summary>One line that is written over; only where somebody can see it.</summary>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (Console.IsErrorRedirected)
        {
            return;
        }

        ClearProgress();
        if (record.RecordType == ProgressRecordType.Processing)
        {
            string line = string.Create(
                CultureInfo.InvariantCulture, $"{record.Activity}: {record.StatusDescription} [{record.PercentComplete} %]");
            line = line[..Math.Min(line.Length, _raw.BufferSize.Width - 1)];
            _progressLength = line.Length;
            Console.Error.Write('\r' + line);
        }
    }

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions)
    {
        if (Console.IsInputRedirected)
        {
            // Asking where nobody can answer would take the next line of a script for an answer.
            throw new PSInvalidOperationException(
                $"mlposh cannot ask for {string.Join(", ", descriptions.Select(field => field.Name))}: its input is not a terminal.");
        }

        WriteLine(caption);
        WriteLine(message);
        var answers = new Dictionary<string, PSObject>();
        foreach (var field in descriptions)
        {
            Write($"{field.Name}: ");
            answers[field.Name] = PSObject.AsPSObject(ReadLine());
        }

        return answers;
    }

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        if (Console.IsInputRedirected)
        {
            return defaultChoice;
        }

        WriteLine(caption);
        WriteLine(message);
        string names = string.Join("  ", choices.Select((choice, i) => $"[{i + 1}] {choice.Label.Replace("&", "", StringComparison.Ordinal)}"));
        Write($"{names} (default {defaultChoice + 1}): ");
        return int.TryParse(ReadLine(), CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= choices.Count
            ? number - 1
            : defaultChoice;
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException("mlposh does not ask for credentials.");

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => PromptForCredential(caption, message, userName, targetName);

    private void WriteAside(string line)
    {
        ClearProgress();
        Console.Error.WriteLine(GetOutputString(line, SupportsVirtualTerminal));
    }

    private void ClearProgress()
    {
        if (_progressLength > 0)
        {
            Console.Error.Write('\r' + new string(' ', _progressLength) + '\r');
            _progressLength = 0;
        }
    }
}
