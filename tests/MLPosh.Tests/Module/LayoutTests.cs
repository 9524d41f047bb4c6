using MLPosh.Tests.Hosting;
using MLPosh.Tests.Shell;

namespace MLPosh.Tests.Module;

public class LayoutTests
{
    [Fact]
    public void Only_chosen_libraries_lie_beside_the_module() => Assert.Equal(
        ["ILGPU.Algorithms.dll", "ILGPU.dll", "MLPosh.Engine.dll", "MLPosh.dll", "Sylvan.Data.Csv.dll"],
        Directory.GetFiles(Repository.Module, "*.dll").Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void The_database_lies_in_a_folder_of_its_own_and_never_in_the_default_context()
    {
        Assert.Equal(
            ["MLPosh.Store.dll", "Microsoft.Data.Sqlite.dll", "SQLitePCLRaw.core.dll", "SQLitePCLRaw.provider.e_sqlite3.dll"],
            Directory.GetFiles(Path.Combine(Repository.Module, "store"), "*.dll").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(
            System.Runtime.Loader.AssemblyLoadContext.Default.Assemblies,
            assembly => assembly.GetName().Name is "MLPosh.Store" or "Microsoft.Data.Sqlite");
    }

    [Fact]
    public void The_version_is_the_one_of_the_props_file()
    {
        string props = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props"));
        using var session = new Session();
        string version = session.Get<Version>("(Get-Module MLPosh).Version").ToString();
        Assert.Contains($"<Version>{version}</Version>", props, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cmdlet_is_exported_and_uses_an_approved_verb()
    {
        using var session = new Session();
        string[] exported = [.. session.Run("Get-Command -Module MLPosh").Select(command => command.ToString()!).Order()];
        string[] sources = [.. Directory.GetFiles(Path.Combine(Repository.Root, "src", "MLPosh", "Commands"), "*Command.cs")
            .Select(file => Path.GetFileNameWithoutExtension(file)[..^"Command".Length])];
        Assert.Equal(sources.Length, exported.Length);
        Assert.All(exported, name => Assert.Contains(name.Replace("-", "", StringComparison.Ordinal), sources));
        using var shell = session.Pipeline("Import-Module '" + Repository.Manifest + "' -Force");
        shell.Invoke();
        Assert.Empty(shell.Streams.Warning);
    }

    [Fact]
    public async Task Nothing_for_GPUs_or_charts_is_loaded_by_the_import()
    {
        // In a process of its own: other tests of this one list the GPUs.
        var result = await ShellProcess.CommandAsync("""
            $null = Invoke-Training (New-Network -Size 1,1) (New-Dataset Linear -Count 5) -Epoch 1
            [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name }
            """);
        Assert.Contains("MLPosh.Engine", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ILGPU", result.Output, StringComparison.Ordinal);
    }
}
