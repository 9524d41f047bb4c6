using MLPosh.Tests.Shell;

namespace MLPosh.Tests.Help;

/// <summary>Get-Help finds the built help whatever the language of the machine.</summary>
public class GetHelpTests
{
    [Theory]
    [InlineData("C.UTF-8")]
    [InlineData("de_DE.UTF-8")]
    public async Task Examples_are_shown_in_any_culture(string language)
    {
        var start = ShellProcess.Start("-Command", "Get-Help Invoke-Training -Examples");
        start.Environment["LANG"] = start.Environment["LC_ALL"] = language;
        var result = await ChildProcess.RunAsync(start);
        Assert.Equal("", result.Error);
        Assert.Contains("Example 1: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("Invoke-Training $network $data", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Copy-Network", "Copy-Network [-Network] <Network>")]
    [InlineData("Invoke-Training -Parameter LearningRate", "-LearningRate <Double>")]
    [InlineData("about_MLPosh", "SHORT DESCRIPTION")]
    public async Task Syntax_parameters_and_about_pages_are_there(string topic, string text)
    {
        var result = await ShellProcess.CommandAsync($"Get-Help {topic}");
        Assert.Equal("", result.Error);
        Assert.Contains(text, result.Output, StringComparison.Ordinal);
    }
}
