namespace MLPosh.Tests.Shell;

/// <summary>Commands from the standard input.</summary>
public class PromptTests
{
    [Fact]
    public async Task A_command_goes_on_over_lines_until_it_is_complete()
    {
        var result = await Piped("foreach ($i in 1..2) {\n  $i\n}\n'after'\n");
        Assert.Equal("1\n2\nafter\n", result.Output.ReplaceLineEndings("\n"));
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Exit_ends_it()
    {
        var result = await Piped("exit 4\n'not here'\n");
        Assert.Equal(4, result.ExitCode);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task An_error_does_not_end_it_and_variables_stay()
    {
        var result = await Piped("$x = 5\nthrow 'boom'\n$x\n");
        Assert.Equal("5", result.Output.TrimEnd());
        Assert.Contains("boom", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_dash_reads_the_command_from_there()
    {
        var result = await ChildProcess.RunAsync(ShellProcess.Start("-Command", "-"), "1 + 1\nexit 6");
        Assert.Equal("2", result.Output.TrimEnd());
        Assert.Equal(6, result.ExitCode);
    }

    private static Task<ProcessResult> Piped(string lines) => ChildProcess.RunAsync(ShellProcess.Start(), lines);
}
