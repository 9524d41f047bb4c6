namespace MLPosh.Tests;

/// <summary>Where things are in the repository that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Module => Path.Combine(Root, "out", "MLPosh");

    public static string Manifest => Path.Combine(Module, "MLPosh.psd1");

    public static string HelpPages => Path.Combine(Root, "docs", "en-US");

    private static string Find()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "MLPosh.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
