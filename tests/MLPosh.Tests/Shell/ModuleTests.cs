namespace MLPosh.Tests.Shell;

/// <summary>The module as a script in mlposh finds it.</summary>
public class ModuleTests
{
    [Theory]
    [InlineData("(Get-Module MLPosh).Version.ToString() -eq [MLPosh.Network].Assembly.GetName().Version.ToString(3)", "True")]
    [InlineData("[System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext([MLPosh.Network].Assembly).Name", "Default")]
    [InlineData("Import-Module MLPosh -Prefix ML; (Get-Command New-MLNetwork).Name", "New-MLNetwork")]
    public async Task It_is_loaded_as_a_user_would_load_it(string command, string expected)
    {
        var result = await ShellProcess.CommandAsync(command);
        Assert.Equal("", result.Error);
        Assert.Equal(expected, result.Output.TrimEnd());
    }
}
