namespace MLPosh.Help;

/// <summary>
/// Turns the markdown pages of docs/en-US into the module's help: MLPosh.dll-Help.xml of the cmdlets' pages, and
/// about_X.help.txt of each about page. Syntax, types and positions come from the built module, so that they cannot differ
/// from it; a page and a cmdlet that do not fit each other stop the build.
/// </summary>
/// <remarks>
/// A cmdlet's page: "# Verb-Noun", a synopsis, "## Description", "## Parameters" with "### -Name" for each parameter,
/// "## Examples" with "### Title", a code block and remarks; then, if wanted, "## Outputs", "## Notes", "## Links".
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
        var cmdlets = ModuleReader.Cmdlets(manifest);
        PageCheck.Run(pages, cmdlets, docs, problems);
        if (problems.Count > 0)
        {
            problems.ForEach(problem => Console.Error.WriteLine(problem));
            return 1;
        }

        Directory.CreateDirectory(output);
        Maml.Document(pages.Select(page => (page, cmdlets[page.Name]))).Save(Path.Combine(output, "MLPosh.dll-Help.xml"));
        foreach (string file in files.Where(IsAbout))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            File.WriteAllText(Path.Combine(output, $"{name}.help.txt"), AboutPage.Text(File.ReadAllText(file)));
        }

        return 0;
    }
}
