using System.Xml.Linq;

namespace MLPosh.Tests.Help;

/// <summary>What the pages become.</summary>
public class MamlTests
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";

    [Fact]
    public async Task Every_page_is_a_command_with_syntax_and_examples()
    {
        using var tool = new HelpTool();
        var result = await tool.RunAsync();
        Assert.Equal("", result.Error);
        var commands = XDocument.Load(Path.Combine(tool.Output, "MLPosh.dll-Help.xml")).Root!.Elements(Command + "command").ToList();
        var names = commands.Select(command => command.Element(Command + "details")!.Element(Command + "name")!.Value);
        Assert.Equal(
            Directory.GetFiles(Repository.HelpPages, "*-*.md").Select(Path.GetFileNameWithoutExtension).Order(),
            names.Order());
        Assert.All(commands, command => Assert.NotEmpty(command.Element(Command + "syntax")!.Elements(Command + "syntaxItem")));
        Assert.All(commands.Descendants(Dev + "code"), code => Assert.NotEmpty(code.Value));
    }

    [Fact]
    public async Task A_parameter_has_its_text_and_what_the_cmdlet_says_of_it()
    {
        using var tool = new HelpTool();
        tool.Edit("Copy-Network.md", "### -Network", "### -Network\nA `code` <word>, *stressed*, [linked](https://example.org) & \"quoted\".\n");
        Assert.Equal(0, (await tool.RunAsync()).ExitCode);
        var network = XDocument.Load(Path.Combine(tool.Output, "MLPosh.dll-Help.xml")).Descendants(Command + "command")
            .Single(command => command.Descendants(Command + "name").First().Value == "Copy-Network")
            .Element(Command + "parameters")!.Elements(Command + "parameter")
            .Single(parameter => parameter.Element(Maml + "name")!.Value == "Network");
        Assert.Equal("true", network.Attribute("required")!.Value);
        Assert.Equal("0", network.Attribute("position")!.Value);
        Assert.Equal("Network", network.Element(Dev + "type")!.Value);
        Assert.StartsWith(
            "A code <word>, stressed, linked & \"quoted\".", network.Element(Maml + "description")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_about_page_is_plain_text_of_80_columns_with_its_code_as_written()
    {
        using var tool = new HelpTool();
        string words = string.Join(' ', Enumerable.Repeat("word", 50));
        File.WriteAllText(tool.Page("about_Test.md"), $"# about_Test\n\n## Short description\n{words}\n\n```powershell\nGet-This |\n    Get-That\n```\n");
        Assert.Equal(0, (await tool.RunAsync()).ExitCode);
        string[] lines = File.ReadAllLines(Path.Combine(tool.Output, "about_Test.help.txt"));
        Assert.Equal("about_Test", lines[0]);
        Assert.Contains("SHORT DESCRIPTION", lines);
        Assert.Contains("        Get-That", lines);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
    }
}
