using System.Text.RegularExpressions;
using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

public class HelpTests
{
    public static TheoryData<string, int, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, int, string>();
            foreach (string file in Directory.GetFiles(Repository.HelpPages, "*.md").Order(StringComparer.Ordinal))
            {
                int number = 0;
                foreach (string code in Markdown.Blocks(file, "powershell"))
                {
                    examples.Add(Path.GetFileNameWithoutExtension(file), ++number, code);
                }
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_runs(string page, int number, string code)
    {
        using var session = new Session();
        session.Run(code);
        Assert.True(number > 0, page);
    }

    [Theory]
    [InlineData("about_MLPosh_Gradients", 8)]
    [InlineData("Get-Gradient", 1)]
    public void What_a_page_shows_is_what_comes_out(string page, int least)
    {
        string? code = null;
        int compared = 0;
        foreach (var (language, text) in Markdown.All(Path.Combine(Repository.HelpPages, page + ".md")))
        {
            if (language == "text" && code is not null)
            {
                using var session = new Session();
                ShownText.Same(text, session.Shown(code));
                compared++;
            }

            code = language == "powershell" ? text : null;
        }

        Assert.True(compared >= least, $"{compared} compared");
    }

    [Fact]
    public void Every_cmdlet_has_help_with_an_example()
    {
        using var session = new Session();
        foreach (var command in session.Run("Get-Command -Module MLPosh"))
        {
            var help = session.Run($"Get-Help {command}")[0];
            Assert.False(string.IsNullOrWhiteSpace(help.Properties["Synopsis"].Value?.ToString()), command.ToString());
            Assert.True(help.Properties["examples"] is not null, command.ToString());
        }
    }

    [Fact]
    public void Every_error_id_is_listed()
    {
        string page = File.ReadAllText(Path.Combine(Repository.HelpPages, "about_MLPosh.md"));
        using var session = new Session();
        string[] ids = [.. session.Run("[enum]::GetNames([MLPosh.ErrorId])").Select(id => id.ToString())];
        Assert.NotEmpty(ids);
        Assert.DoesNotContain(ids, id => !Regex.IsMatch(page, $@"\b{id}\b"));
    }
}
