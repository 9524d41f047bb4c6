using System.Management.Automation;
using System.Xml.Linq;

namespace MLPosh.Help;

/// <summary>
/// Turns the markdown pages of docs/en-US into the module's help: MLPosh.dll-Help.xml of the cmdlets' pages, and
/// about_X.help.txt of each about page. Syntax, types and positions come from the built module, so that they cannot differ
/// from it; a page and a cmdlet that do not fit each other stop the build.
/// </summary>
/// <remarks>
/// A cmdlet's page: "# Verb-Noun", a synopsis, "## Description", "## Parameters" with "### -Name" for each parameter,
/// "## Examples" with "### Title", a code block and remarks; then, if wanted, "## Outputs", "## Notes", "## Links".
/// The folder en-US serves every culture: it is where PowerShell looks when a culture has no help of its own, and for the
/// invariant culture of LANG=C.UTF-8 it looks there at once (seen with strace, in PowerShell 7.6 and in mlposh).
/// </remarks>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [var manifest, var docs, var output])
        {
            Console.Error.WriteLine("Usage: MLPosh.Help <module manifest> <docs folder> <output folder>");
            return 1;
        }

        var problems = new List<Problem>();
        string[] files = [.. Directory.GetFiles(docs, "*.md").Order(StringComparer.Ordinal)];
        bool IsAbout(string file) => Path.GetFileName(file).StartsWith("about_", StringComparison.Ordinal);
        var pages = files.Where(file => !IsAbout(file)).Select(file => CmdletPage.Read(file, problems)).ToList();
        IReadOnlyDictionary<string, CmdletInfo> cmdlets;
        try
        {
            cmdlets = ModuleReader.Cmdlets(manifest);
        }
        catch (RuntimeException e)
        {
            Console.Error.WriteLine(new Problem(manifest, 1, $"The module does not load: {e.Message}"));
            return 1;
        }

        PageCheck.Run(pages, cmdlets, docs, problems);
        problems.ForEach(problem => Console.Error.WriteLine(problem));
        if (problems.Count > 0)
        {
            return 1;
        }

        Write(output, Maml.Document(pages.Select(page => (page, cmdlets[page.Name]))), files.Where(IsAbout));
        return 0;
    }

    private static void Write(string output, XDocument maml, IEnumerable<string> aboutPages)
    {
        Directory.CreateDirectory(output);
        maml.Save(Path.Combine(output, "MLPosh.dll-Help.xml"));
        foreach (string file in aboutPages)
        {
            string name = Path.GetFileNameWithoutExtension(file);
            File.WriteAllText(Path.Combine(output, $"{name}.help.txt"), AboutPage.Text(File.ReadAllText(file)));
        }
    }
}
