using System.Diagnostics;
using System.Globalization;

namespace MLPosh.Benchmarks;

/// <summary>What one run of a work came to.</summary>
/// <param name="Seconds">Of one unit.</param>
/// <param name="PeakBytes">The most memory that the process has held.</param>
internal readonly record struct Measure(double Seconds, long PeakBytes);

/// <summary>Runs works, each in a process of its own: here by works.ps1 in mlposh, there by works.py in Python.</summary>
internal sealed class Runner(string root, string python)
{
    private readonly string _shell = Path.Combine(root, "out", "Shell", "MLPosh.Shell.dll");

    public Measure Own(string work, int threads, int repeat) => Read(Start(
        "dotnet",
        [
            "exec", _shell, Path.Combine(AppContext.BaseDirectory, "works.ps1"),
            "-Work", work, "-ThreadCount", $"{threads}", "-Repeat", $"{repeat}",
        ]));

    /// <summary>PyTorch with so many threads of its own and of OpenBLAS: at two of both they fight each other.</summary>
    public Measure Torch(string work, int threads, int blasThreads, int repeat) => Read(Start(
        python,
        [Path.Combine(AppContext.BaseDirectory, "works.py"), work, $"{threads}", $"{repeat}"],
        ("OPENBLAS_NUM_THREADS", $"{blasThreads}")));

    public (int Code, string Output, string Errors) Start(
        string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Some machines set these for older OpenBLAS builds; they would slow PyTorch, and the ratio is to be fair.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    private static Measure Read((int Code, string Output, string Errors) run)
    {
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return run.Code == 0 && lines.Length == 2
            ? new(double.Parse(lines[0], CultureInfo.InvariantCulture), long.Parse(lines[1], CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"{run.Output}{run.Errors}");
    }
}
