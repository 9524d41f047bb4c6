namespace MLPosh.Engine.Tests;

/// <summary>Real files that lie beside a checkout; tests that read them skip where they are absent.</summary>
internal static class SharedData
{
    /// <summary>The path of a file in ../shared/data; skips the test if it is not there.</summary>
    public static string File(string name)
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !System.IO.File.Exists(Path.Combine(root, "MLPosh.sln")))
        {
            root = Path.GetDirectoryName(root);
        }

        string path = Path.GetFullPath(Path.Combine(root ?? ".", "..", "shared", "data", name));
        Skip.IfNot(System.IO.File.Exists(path), $"{path} is not on this machine.");
        return path;
    }
}
