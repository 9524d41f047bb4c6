using System.Diagnostics;
using System.Globalization;

namespace MLPosh.Tests.Shell;

/// <summary>Ctrl-C.</summary>
public class StopTests
{
    [SkippableFact]
    public async Task It_stops_a_running_script()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows sends Ctrl-C to whole consoles only.");
        Skip.If(IgnoresInterrupt(), "These tests run in the background, where Ctrl-C is ignored by them and all they start.");
        using var folder = new TemporaryFolder();
        string marker = Path.Combine(folder.Location, "running");
        string script = folder.Write("loop.ps1", $"[IO.File]::WriteAllText('{marker}', ''); try {{ while ($true) {{ }} }} finally {{ 'cleaned up' }}");
        var result = await ChildProcess.RunAsync(ShellProcess.Start(script), started: process =>
        {
            SpinWait.SpinUntil(() => File.Exists(marker), TimeSpan.FromSeconds(60));
            Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
        });
        Assert.Equal(130, result.ExitCode);
    }

    /// <summary>A shell starts 'command &amp;' so, and children inherit it. Only Linux tells.</summary>
    private static bool IgnoresInterrupt()
    {
        const string Status = "/proc/self/status";
        const ulong Interrupt = 1UL << (2 - 1);
        string? ignored = File.Exists(Status)
            ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))
            : null;
        return ignored is not null
            && (ulong.Parse(ignored["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) != 0;
    }
}
