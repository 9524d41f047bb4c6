using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MLPosh.Tests.Hosting;

/// <summary>A runspace of the real PowerShell engine with the built module imported.</summary>
internal sealed class Session : IDisposable
{
    private readonly ScreenHost _screen = new();

    public Session(string? prefix = null)
    {
        Runspace = RunspaceFactory.CreateRunspace(_screen, InitialSessionState.CreateDefault2());
        Runspace.Open();
        using var shell = PowerShell.Create(Runspace);
        shell.AddCommand("Import-Module").AddParameter("Name", Repository.Manifest)
            .AddParameter("ErrorAction", ActionPreference.Stop);
        if (prefix is not null)
        {
            shell.AddParameter("Prefix", prefix);
        }

        shell.Invoke();
    }

    public Runspace Runspace { get; }

    /// <summary>A pipeline to be run, stopped or looked at.</summary>
    public PowerShell Pipeline(string script) => PowerShell.Create(Runspace).AddScript(script);

    /// <summary>What a script gives; an error of any kind fails the test.</summary>
    public IReadOnlyList<PSObject> Run(string script)
    {
        using var shell = Pipeline(script);
        var results = shell.Invoke();
        Assert.True(shell.Streams.Error.Count == 0, string.Join("; ", shell.Streams.Error));
        return results;
    }

    /// <summary>The last thing that a script gives.</summary>
    public T Get<T>(string script) => (T)Run(script)[^1].BaseObject;

    /// <summary>The error of a script that has one, terminating or not.</summary>
    public ErrorRecord Fail(string script)
    {
        using var shell = Pipeline(script);
        try
        {
            shell.Invoke();
        }
        catch (RuntimeException e)
        {
            return e.ErrorRecord;
        }

        return Assert.Single(shell.Streams.Error);
    }

    /// <summary>What a script's output looks like on a screen of this width.</summary>
    public string Shown(string script, int width = 120)
    {
        using var shell = Pipeline(script);
        shell.AddCommand("Out-Default");
        _screen.Clear(width);
        shell.Invoke();
        Assert.True(shell.Streams.Error.Count == 0, string.Join("; ", shell.Streams.Error));
        return _screen.Text;
    }

    /// <summary>What Tab offers at the end of a line.</summary>
    public IReadOnlyList<string> Completions(string line)
    {
        using var shell = PowerShell.Create(Runspace);
        var previous = Runspace.DefaultRunspace;
        Runspace.DefaultRunspace = Runspace;
        try
        {
            return [.. CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches
                .Select(match => match.CompletionText)];
        }
        finally
        {
            Runspace.DefaultRunspace = previous;
        }
    }

    public void Dispose() => Runspace.Dispose();
}
