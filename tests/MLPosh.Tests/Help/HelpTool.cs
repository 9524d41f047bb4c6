using System.Diagnostics;
using MLPosh.Tests.Shell;

namespace MLPosh.Tests.Help;

/// <summary>The help tool over a copy of the pages that a test may spoil.</summary>
internal sealed class HelpTool : IDisposable
{
    /// <summary>Debug or Release: as the tests were built, so was the tool.</summary>
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private readonly TemporaryFolder _folder = new();

    public HelpTool() => _folder.CopyFrom(Repository.HelpPages, "docs");

    public string Output => Path.Combine(_folder.Location, "help");

    public string Page(string name) => Path.Combine(_folder.Location, "docs", name);

    /// <summary>Replaces text of a page; the text must be there.</summary>
    public void Edit(string page, string old, string text)
    {
        string content = File.ReadAllText(Page(page));
        Assert.Contains(old, content, StringComparison.Ordinal);
        File.WriteAllText(Page(page), content.Replace(old, text, StringComparison.Ordinal));
    }

    public Task<ProcessResult> RunAsync()
    {
        string tool = Path.Combine(Repository.Root, "src", "MLPosh.Help", "bin", Configuration, "net10.0", "MLPosh.Help.dll");
        string[] arguments = ["exec", tool, Repository.Manifest, Path.Combine(_folder.Location, "docs"), Output];
        return ChildProcess.RunAsync(new ProcessStartInfo("dotnet", arguments));
    }

    public void Dispose() => _folder.Dispose();
}
