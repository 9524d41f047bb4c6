using System.Diagnostics;

namespace MLPosh.Engine.Tests.Search.Stores;

/// <summary>A disk in memory that can be small or read-only, where the tests may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Mounts one in a folder; skips the test where that is not allowed.</summary>
    public static SmallDisk Mount(string folder, string options)
    {
        Skip.IfNot(
            OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", options, "none", folder) == 0,
            "Mounting a small disk takes root on Linux.");
        return new SmallDisk(folder);
    }

    public void Remount(string options) => Assert.Equal(0, Run("mount", "-o", $"remount,{options}", _folder));

    public void Dispose() => Run("umount", _folder);

    private static int Run(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
