namespace MLPosh.Tests.Shell;

/// <summary>A command line's words reach the script as pwsh would bind them.</summary>
public class ScriptArgumentTests
{
    private const string Script = """
        param([string] $Name = 'unset', [int] $Count, [switch] $Flag, [double] $Rate, [Parameter(ValueFromRemainingArguments)] $Rest)
        "$Name|$Count|$Flag|$Rate|$($Rest -join ',')"
        """;

    [Theory]
    [InlineData("unset|0|False|0|")]
    [InlineData("Reference|3|True|0.5|", "-Name", "Reference", "-Count", "3", "-Flag", "-Rate", "0.5")]
    [InlineData("Reference|3|False|0|", "-Name:Reference", "-Count:3", "-Flag:false")]
    [InlineData("unset|0|True|0|", "-Flag:$true")]
    [InlineData("with spaces|-3|False|0|", "-Name", "with spaces", "-Count", "-3")]
    [InlineData("it's $HOME; ‘so’|0|False|0|", "-Name", "it's $HOME; ‘so’")]
    [InlineData("first|2|False|1.5|last", "first", "2", "1.5", "last")]
    [InlineData("-Flag|0|False|0|", "--", "-Flag")]
    [InlineData("|0|True|0|", "-Name", "", "-Flag")]
    public async Task Words_bind_to_parameters(string expected, params string[] words)
    {
        var result = await ShellProcess.ScriptAsync(Script, words);
        Assert.Equal("", result.Error);
        Assert.Equal(expected, result.Output.TrimEnd());
    }

    [Fact]
    public async Task A_value_of_the_wrong_type_is_named()
    {
        var result = await ShellProcess.ScriptAsync(Script, "-Count", "many");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("'Count'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_without_param_finds_them_in_args()
    {
        var result = await ShellProcess.ScriptAsync("$args -join '|'", "a b", "-c", "1");
        Assert.Equal("a b|-c|1", result.Output.TrimEnd());
    }

    [Theory]
    [InlineData("it's here.ps1")]
    [InlineData("[x] & co.ps1")]
    [InlineData("UPPER.PS1")]
    public async Task Any_script_name_is_taken_as_it_is(string name)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write(name, "$PSCommandPath; $PSScriptRoot");
        var start = ShellProcess.Start(name);
        start.WorkingDirectory = folder.Location;
        var result = await ChildProcess.RunAsync(start);
        string[] lines = [.. result.Output.Split('\n').Select(line => line.TrimEnd())];
        Assert.Equal(path, lines[0]);
        Assert.Equal(folder.Location, lines[1]);
    }
}
