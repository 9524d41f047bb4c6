using System.Management.Automation;
using DriveNotFoundException = System.Management.Automation.DriveNotFoundException;

namespace MLPosh.Commands;

/// <summary>Turns what a user gives as a path into files of this machine.</summary>
internal static class FilePaths
{
    /// <summary>The files that a path with wildcards stands for.</summary>
    /// <exception cref="MLPoshException">PathNotFound.</exception>
    public static IReadOnlyList<string> Matching(PSCmdlet cmdlet, string path)
    {
        try
        {
            var matches = cmdlet.GetResolvedProviderPathFromPSPath(path, out var provider);
            if (IsFileSystem(provider) && matches.Count > 0)
            {
                return [.. matches];
            }
        }
        catch (Exception e) when (e is ItemNotFoundException or DriveNotFoundException or ProviderNotFoundException)
        {
            throw NotFound(path, e);
        }

        throw NotFound(path, null);
    }

    /// <summary>The file that a path stands for, every character taken as it is.</summary>
    /// <exception cref="MLPoshException">PathNotFound.</exception>
    public static string Literal(PSCmdlet cmdlet, string path)
    {
        try
        {
            string full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return IsFileSystem(provider) ? full : throw NotFound(path, null);
        }
        catch (Exception e) when (e is DriveNotFoundException or ProviderNotFoundException)
        {
            throw NotFound(path, e);
        }
    }

    private static bool IsFileSystem(ProviderInfo provider) => provider.Name == "FileSystem";

    private static MLPoshException NotFound(string path, Exception? cause) => new(
        ErrorId.PathNotFound,
        WildcardPattern.ContainsWildcardCharacters(path)
            ? $"No file matches '{path}'. If [ ] * ? belong to its name, use -LiteralPath."
            : $"There is no file '{path}'.",
        path,
        cause);
}
