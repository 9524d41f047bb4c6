namespace MLPosh.Tests.Shell;

/// <summary>Output on stdout, what is said about it on stderr.</summary>
public class StreamTests
{
    [Fact]
    public async Task Errors_go_to_stderr_with_their_place_and_output_to_stdout()
    {
        var result = await ShellProcess.ScriptAsync("'before'\nNew-Network -Size 1,0\n'after'");
        Assert.Equal("before\nafter\n", result.Output.ReplaceLineEndings("\n"));
        Assert.Contains("New-Network: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("script.ps1:2", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'before'\nthrow 'boom'", "boom")]
    [InlineData("'before'\n$ErrorActionPreference = 'Stop'\nNew-Network -Size 1,0", "New-Network: ")]
    public async Task So_does_what_ends_a_script(string script, string message)
    {
        var result = await ShellProcess.ScriptAsync(script);
        Assert.Equal("before", result.Output.TrimEnd());
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Matches(@"script\.ps1:[23]", result.Error);
    }

    [Fact]
    public async Task Verbose_messages_and_warnings_go_to_stderr()
    {
        var result = await ShellProcess.CommandAsync(
            "function Test-It { [CmdletBinding()] param() $PSCmdlet.WriteVerbose('spoken'); $PSCmdlet.WriteWarning('beware'); 1 }; Test-It -Verbose");
        Assert.Equal("1", result.Output.TrimEnd());
        Assert.Equal("VERBOSE: spoken\nWARNING: beware\n", result.Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Progress_is_not_written_where_nobody_watches()
    {
        var result = await ShellProcess.CommandAsync(
            "function Test-It { [CmdletBinding()] param() $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'working', 'hard')) }; Test-It");
        Assert.Equal("", result.Output + result.Error);
    }

    [Fact]
    public async Task Objects_are_formatted_by_the_modules_views_without_colours()
    {
        var result = await ShellProcess.CommandAsync("Get-ComputeDevice");
        Assert.Contains("Reference", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.Output);
    }

    [Fact]
    public async Task Nothing_asks_where_nobody_can_answer()
    {
        var result = await ShellProcess.CommandAsync("New-Network");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("New-Network: ", result.Error, StringComparison.Ordinal);
    }
}
