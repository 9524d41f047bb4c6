using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MLPosh.Shell;

/// <summary>A runspace with the module loaded, and how pipelines run in it.</summary>
internal sealed class Session : IDisposable
{
    private const string LastExitCode = "global:LASTEXITCODE";

    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private PowerShell? _running;

    private Session(ShellHost host, Runspace runspace)
    {
        _host = host;
        _runspace = runspace;
        Console.CancelKeyPress += OnCancel;
    }

    /// <summary>The code that exit was called with; null while it was not.</summary>
    public int? Exit => _host.Exit;

    /// <summary>Whether the last pipeline was stopped by Ctrl-C.</summary>
    public bool WasStopped { get; private set; }

    /// <summary>Opens a session; null with a reason when the module is not where it belongs.</summary>
    public static Session? Open(out string? problem)
    {
        string modules = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, ".."));
        string manifest = Path.Combine(modules, "MLPosh", "MLPosh.psd1");
        if (!File.Exists(manifest))
        {
            problem = $"The module is not at '{manifest}'. Build it with 'dotnet build'.";
            return null;
        }

        string path = Environment.GetEnvironmentVariable("PSModulePath") ?? "";
        Environment.SetEnvironmentVariable("PSModulePath", string.Join(Path.PathSeparator, [modules, path]));
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
        problem = null;
        var session = new Session(host, runspace);
        session.Run(shell => shell.AddCommand("Import-Module").AddParameter("Name", manifest));
        return session;
    }

    public int RunFile(string script, IReadOnlyList<string> arguments)
    {
        string path = Path.GetFullPath(script);
        if (!File.Exists(path))
        {
            Console.Error.WriteLine(Directory.Exists(path)
                ? $"'{script}' is a folder, not a script."
                : $"There is no script '{script}'.");
            return ExitCode.Failure;
        }

        return Run(shell =>
        {
            // A command, not its text: so that $PSScriptRoot, param(…) and exit work as in pwsh.
            _runspace.SessionStateProxy.SetVariable(LastExitCode, null);
            shell.AddCommand(path);
            ScriptArguments.Add(shell, arguments);
        });
    }

    public int RunCommand(string command) => Run(shell => shell.AddScript(command));

    public void Dispose()
    {
        Console.CancelKeyPress -= OnCancel;
        _runspace.Dispose();
    }

    private int Run(Action<PowerShell> add)
    {
        using var shell = PowerShell.Create(_runspace);
        add(shell);
        // Errors join the output on its way to Out-Default, so that both appear in the order in which they were made.
        shell.Commands.Commands[^1].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        _running = shell;
        WasStopped = false;
        try
        {
            shell.Invoke();
            // exit in a script ends the script, not the host; its number is then here.
            return Exit ?? _runspace.SessionStateProxy.GetVariable(LastExitCode) as int? ?? ExitCode.Success;
        }
        catch (PipelineStoppedException)
        {
            WasStopped = true;
            return Exit ?? ExitCode.Stopped;
        }
        catch (RuntimeException e)
        {
            Show(e.ErrorRecord);
            return ExitCode.Failure;
        }
        finally
        {
            _running = null;
        }
    }

    private void Show(ErrorRecord error)
    {
        using var shell = PowerShell.Create(_runspace);
        var item = PSObject.AsPSObject(error);
        // What Out-Default recognises an error by, so that it goes to the host's error stream.
        item.Properties.Add(new PSNoteProperty("writeErrorStream", true));
        shell.AddCommand("Out-Default").Invoke(new[] { item });
    }

    private void OnCancel(object? sender, ConsoleCancelEventArgs e)
    {
        if (_running is { } shell)
        {
            e.Cancel = true;
            shell.BeginStop(null, null);
        }
    }
}
