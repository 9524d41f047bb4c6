using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace MLPosh.Shell;

/// <summary>Output to stdout; everything that is about the output, to stderr.</summary>
internal sealed class ShellUserInterface : PSHostUserInterface
{
    // The width of stderr's terminal is not known where stdout is a file.
    private const int MaxProgressWidth = 80;

    private readonly ShellRawUserInterface _raw = new();
    private int _progressLength;

    public override PSHostRawUserInterface RawUI => _raw;

    // Windows' console shows colours only to programs that switch them on, which .NET does not do by itself.
    public override bool SupportsVirtualTerminal =>
        !Console.IsOutputRedirected && !Console.IsErrorRedirected && !OperatingSystem.IsWindows();

    public override string ReadLine() => Console.ReadLine() ?? "";

    public override SecureString ReadLineAsSecureString() =>
        throw new NotSupportedException("mlposh does not ask for secrets.");

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
            string line = $"{record.Activity}: {record.StatusDescription}";
            if (record.PercentComplete >= 0)
            {
                line += string.Create(CultureInfo.InvariantCulture, $" [{record.PercentComplete} %]");
            }

            // A line that wraps could not be written over.
            line = line[..Math.Min(line.Length, Math.Min(_raw.BufferSize.Width, MaxProgressWidth) - 1)];
            _progressLength = line.Length;
            Console.Error.Write('\r' + line);
        }
    }

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions)
    {
        Introduce(caption, message);
        return Questions.Fields(descriptions);
    }

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Introduce(caption, message);
        return Questions.Choice(message, choices, defaultChoice);
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

    public void ClearProgress()
    {
        if (_progressLength > 0)
        {
            Console.Error.Write('\r' + new string(' ', _progressLength) + '\r');
            _progressLength = 0;
        }
    }

    private void Introduce(string caption, string message)
    {
        foreach (string line in new[] { caption, message }.Where(line => !string.IsNullOrEmpty(line)))
        {
            WriteAside(line);
        }
    }

    private void WriteAside(string line)
    {
        ClearProgress();
        Console.Error.WriteLine(GetOutputString(line, SupportsVirtualTerminal));
    }
}
