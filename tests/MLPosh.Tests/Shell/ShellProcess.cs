using System.Diagnostics;

namespace MLPosh.Tests.Shell;

/// <summary>mlposh as a user starts it.</summary>
internal static class ShellProcess
{
    public static string Program { get; } = Path.Combine(Repository.Root, "out", "Shell", OperatingSystem.IsWindows() ? "mlposh.exe" : "mlposh");

    public static Task<ProcessResult> RunAsync(params string[] arguments) => ChildProcess.RunAsync(Start(arguments));

    public static Task<ProcessResult> CommandAsync(string command) => RunAsync("-Command", command);

    /// <summary>Runs text as a script of its own in a folder with a space in its name.</summary>
    public static async Task<ProcessResult> ScriptAsync(string script, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        return await RunAsync([folder.Write("script.ps1", script), .. arguments]);
    }

    public static ProcessStartInfo Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { WorkingDirectory = Repository.Root };
        // Neither the machine's language nor its modules decide a test.
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment.Remove("PSModulePath");
        return start;
    }
}
