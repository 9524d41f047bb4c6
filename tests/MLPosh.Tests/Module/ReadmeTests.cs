using MLPosh.Tests.Hosting;

namespace MLPosh.Tests.Module;

/// <summary>The README's session, block after block in one runspace, with what it says comes out.</summary>
public class ReadmeTests
{
    private static readonly string File = Path.Combine(Repository.Root, "README.md");

    [Fact]
    public void The_session_gives_what_it_shows()
    {
        using var session = new Session();
        string? shown = null;
        int compared = 0;
        foreach (var (language, text) in Markdown.All(File))
        {
            if (language == "powershell")
            {
                shown = session.Shown(text);
            }
            else if (language == "text" && shown is not null)
            {
                ShownText.Same(text, shown);
                compared++;
            }
        }

        Assert.True(compared >= 5);
    }

    [Fact]
    public void The_two_commands_are_those_that_CI_and_the_shell_tests_run()
    {
        string[] commands = Markdown.Blocks(File, "sh")[0].Split('\n');
        Assert.Equal("dotnet run --project src/MLPosh.Shell -- examples/linear-regression.ps1", commands[0]);
        Assert.Equal("dotnet test", commands[1]);
        Assert.Contains("dotnet test", System.IO.File.ReadAllText(Path.Combine(Repository.Root, ".ci", "run")), StringComparison.Ordinal);
        Assert.True(System.IO.File.Exists(Path.Combine(Repository.Root, "examples", "linear-regression.ps1")));
    }
}
