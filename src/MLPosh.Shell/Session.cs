using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MLPosh.Shell;

/// <summary>A runspace with the module loaded, and how pipelines run in it.</summary>
internal sealed class Session : IDisposable
{
    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private readonly Lock _gate = new();
    private PowerShell? _running;

    private Session(ShellHost host, Runspace runspace)
    {
        _host = host;
        _runspace = runspace;
        Console.CancelKeyPress += OnCancel;
    }

    /// <summary>The code that exit was called with; null while it was not.</summary>
    public int? Exit => _host.Exit;

    /// <summary>Opens a session; null with a reason when the module cannot be loaded.</summary>
    public static Session? Open(out string? problem)
    {
        string modules = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, ".."));
        string manifest = Path.Combine(modules, "MLPosh", "MLPosh.psd1");
        if (!File.Exists(manifest))
        {
            problem = $"The module is not at '{manifest}'. Build it with 'dotnet build'.";
            return null;
        }

        // So that Import-Module MLPosh, with a -Prefix for example, finds it by its name.
        string? path = Environment.GetEnvironmentVariable("PSModulePath");
        Environment.SetEnvironmentVariable(
            "PSModulePath", string.IsNullOrEmpty(path) ? modules : modules + Path.PathSeparator + path);
        // CreateDefault would look for snap-ins that only a full PowerShell has; this one has the core cmdlets alone.
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        }

        var host = new ShellHost();
        var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        problem = Import(runspace, manifest);
        if (problem is not null)
        {
            runspace.Dispose();
            return null;
        }

        return new Session(host, runspace);
    }

    public int RunFile(string script, IReadOnlyList<string> arguments)
    {
        string path = Path.GetFullPath(script);
        string? problem = Directory.Exists(path) ? $"'{script}' is a folder, not a script."
            : !File.Exists(path) ? $"There is no script '{script}'."
            : !path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) ? $"'{script}' is not a script: its name does not end in .ps1."
            : null;
        if (problem is not null)
        {
            Console.Error.WriteLine(problem);
            return ExitCode.Failure;
        }

        // Called as from a prompt, so that $PSScriptRoot, param(…) and exit work. exit ends the script alone: $? then says
        // whether its number was 0, and only then is $LASTEXITCODE this script's and not that of a program it ran.
        return RunCommand($"{ScriptCall.Text(path, arguments)}; if (-not $?) {{ exit ($LASTEXITCODE ?? 1) }}");
    }

    public int RunCommand(string command)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(command);
        SendToHost(shell);
        SetRunning(shell);
        try
        {
            // Only what goes into the history sets $?, which is how pwsh too tells success.
            shell.Invoke(null, new PSInvocationSettings { AddToHistory = true });
        }
        catch (PipelineStoppedException)
        {
            // Told by the state below, as when the pipeline ends quietly on a stop.
        }
        catch (RuntimeException e)
        {
            Show(e.ErrorRecord);
            return ExitCode.Failure;
        }
        finally
        {
            SetRunning(null);
            _host.EndProgress();
        }

        bool stopped = shell.InvocationStateInfo.State == PSInvocationState.Stopped;
        bool succeeded = _runspace.SessionStateProxy.GetVariable("?") is true;
        return Exit ?? (stopped ? ExitCode.Stopped : succeeded ? ExitCode.Success : ExitCode.Failure);
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= OnCancel;
        _runspace.Dispose();
    }

    private static string? Import(Runspace runspace, string manifest)
    {
        using var shell = PowerShell.Create(runspace);
        try
        {
            shell.AddCommand("Import-Module")
                .AddParameter("Name", WildcardPattern.Escape(manifest))
                .AddParameter("ErrorAction", ActionPreference.Stop)
                .Invoke();
            return null;
        }
        catch (RuntimeException e)
        {
            return $"The module '{manifest}' does not load: {e.Message}";
        }
    }

    /// <summary>Shows what ended a pipeline as any other error is shown.</summary>
    private void Show(ErrorRecord error)
    {
        using var shell = PowerShell.Create(_runspace);
        // A trap without a body reports the error and leaves it as it is; WriteError would make it this script's own.
        shell.AddScript("$ErrorActionPreference = 'Continue'; trap { } throw $args[0]", useLocalScope: true).AddArgument(error);
        SendToHost(shell).Invoke();
    }

    /// <summary>Errors join the output on its way to Out-Default, so that both appear in the order in which they were made.</summary>
    private static PowerShell SendToHost(PowerShell shell)
    {
        shell.Commands.Commands[^1].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        return shell.AddCommand("Out-Default");
    }

    private void SetRunning(PowerShell? shell)
    {
        lock (_gate)
        {
            _running = shell;
        }
    }

    /// <summary>The first Ctrl-C stops the pipeline; a second one, should that not help, ends the process.</summary>
    private void OnCancel(object? sender, ConsoleCancelEventArgs e)
    {
        lock (_gate)
        {
            if (_running is { } shell)
            {
                e.Cancel = true;
                shell.BeginStop(null, null);
                _running = null;
            }
        }
    }
}
