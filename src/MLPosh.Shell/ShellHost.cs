using System.Globalization;
using System.Management.Automation.Host;

namespace MLPosh.Shell;

/// <summary>What PowerShell's engine asks of the program around it.</summary>
internal sealed class ShellHost : PSHost
{
    private readonly ShellUserInterface _ui = new();

    /// <summary>The code that a script gave to exit.</summary>
    public int? Exit { get; private set; }

    public override string Name => "mlposh";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version ?? new Version(0, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <summary>A pipeline that was stopped leaves no progress line behind.</summary>
    public void EndProgress() => _ui.ClearProgress();

    public override void SetShouldExit(int exitCode) => Exit = exitCode;

    public override void EnterNestedPrompt() =>
        throw new NotSupportedException("mlposh has no nested prompts; PowerShell has.");

    public override void ExitNestedPrompt()
    {
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
