namespace MLPosh.Tests.Shell;

/// <summary>What mlposh ends with, and what it says when it cannot start.</summary>
public class ExitCodeTests
{
    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("function Stop-Here { exit 5 }; Stop-Here; 'not here'", 5)]
    [InlineData("throw 'boom'", 1)]
    [InlineData("if (", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; New-Network -Size 1,0; exit 3", 1)]
    [InlineData("New-Network -Size 1,0; 'goes on'", 0)]
    public async Task A_script_ends_with(string script, int code)
    {
        Assert.Equal(code, (await ShellProcess.ScriptAsync(script)).ExitCode);
    }

    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'boom'", 1)]
    [InlineData("if (", 1)]
    [InlineData("Invoke-Traning", 1)]
    [InlineData("Invoke-Traning; 'the last one decides'", 0)]
    public async Task A_command_ends_with(string command, int code)
    {
        Assert.Equal(code, (await ShellProcess.CommandAsync(command)).ExitCode);
    }

    [Fact]
    public async Task A_program_or_script_that_a_script_ran_does_not_decide_the_scripts_code()
    {
        using var folder = new TemporaryFolder();
        folder.Write("inner.ps1", "exit 3");
        string script = folder.Write(
            "outer.ps1", $"& \"$PSScriptRoot/inner.ps1\"; $LASTEXITCODE; & '{ShellProcess.Program}' -Command 'exit 4'; $LASTEXITCODE");
        var result = await ShellProcess.RunAsync(script);
        Assert.Equal(["3", "4"], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("There is no script 'missing.ps1'.", "missing.ps1")]
    [InlineData("There is no script 'missing.ps1'.", "-File", "missing.ps1")]
    [InlineData("'docs' is a folder", "docs")]
    [InlineData("'README.md' is not a script", "README.md")]
    [InlineData("-File needs", "-File")]
    [InlineData("-Command needs", "-Command")]
    [InlineData("'-Nonsense' is not an option", "-Nonsense")]
    public async Task A_wrong_command_line_is_1_and_says_why(string message, params string[] arguments)
    {
        var result = await ShellProcess.RunAsync(arguments);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("-Help", "mlposh script.ps1")]
    [InlineData("--help", "mlposh script.ps1")]
    [InlineData("-Version", ".")]
    public async Task Help_and_version_go_to_stdout(string option, string text)
    {
        var result = await ShellProcess.RunAsync(option);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(text, result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Without_its_module_it_says_so()
    {
        using var folder = new TemporaryFolder();
        folder.CopyFrom(Path.GetDirectoryName(ShellProcess.Program)!, "Shell");
        var start = ShellProcess.Start("-Command", "1");
        start.FileName = Path.Combine(folder.Location, "Shell", Path.GetFileName(ShellProcess.Program));
        var result = await ChildProcess.RunAsync(start);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("dotnet build", result.Error, StringComparison.Ordinal);
    }
}
