namespace MLPosh.Tests.Help;

/// <summary>Pages and cmdlets that do not fit each other stop the build, with file and line as MSBuild writes errors.</summary>
public class PageCheckTests
{
    private const string Page = "Copy-Network.md";

    [Theory]
    [InlineData("# Copy-Network", "# Copy-Net", "Copy-Network.md(1): error HELP: The page's title is 'Copy-Net'")]
    [InlineData("### -Network", "### -Netwrk", ": error HELP: Copy-Network has no parameter -Netwrk.")]
    [InlineData("### -Network", "### -Netwrk", ": error HELP: The parameter -Network is not described.")]
    [InlineData("## Examples", "## Exmples", ": error HELP: The page has no example.")]
    [InlineData("## Examples", "## Exmples", ": error HELP: The section 'Exmples' is none of")]
    [InlineData("## Examples", "## Description\n## Examples", ": error HELP: The section 'Description' is none of")]
    public async Task A_page_that_disagrees_is_an_error(string old, string text, string error)
    {
        using var tool = new HelpTool();
        tool.Edit(Page, old, text);
        await Fails(tool, error);
    }

    [Fact]
    public async Task So_is_a_page_without_a_synopsis()
    {
        using var tool = new HelpTool();
        string page = tool.Page(Page);
        string[] lines = File.ReadAllLines(page);
        int description = Array.IndexOf(lines, "## Description");
        File.WriteAllLines(page, ["# Copy-Network", .. lines[description..]]);
        await Fails(tool, "Copy-Network.md(1): error HELP: The page has no synopsis.");
    }

    [Fact]
    public async Task So_is_a_cmdlet_without_a_page()
    {
        using var tool = new HelpTool();
        File.Delete(tool.Page(Page));
        await Fails(tool, ": error HELP: The cmdlet Copy-Network has no page.");
    }

    [Fact]
    public async Task So_is_a_page_without_a_cmdlet()
    {
        using var tool = new HelpTool();
        File.Copy(tool.Page(Page), tool.Page("Copy-Nothing.md"));
        await Fails(tool, "Copy-Nothing.md(1): error HELP: There is no cmdlet Copy-Nothing.");
    }

    private static async Task Fails(HelpTool tool, string error)
    {
        var result = await tool.RunAsync();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(error, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(tool.Output), "Nothing is written from pages that are wrong.");
    }
}
