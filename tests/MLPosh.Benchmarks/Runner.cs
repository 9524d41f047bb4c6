using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MLPosh.Benchmarks;

/// <summary>What one run of a work came to.</summary>
/// <param name="Seconds">Of one unit.</param>
/// <param name="PeakBytes">The most memory that the process has held.</param>
internal readonly record struct Measure(double Seconds, long PeakBytes);

/// <summary>Runs works, each in a process of its own: here by works.ps1 in mlposh, there by works.py in Python.</summary>
internal sealed partial class Runner(string root, string python)
{
    private readonly string _shell = Path.Combine(root, "out", "Shell", "MLPosh.Shell.dll");

    /// <summary>The version of its PyTorch; null where it has none.</summary>
    public string? TorchVersion { get; } = VersionOf(python);

    /// <summary>Every python3 that PATH leads to, in its order.</summary>
    public static string[] PythonsOnPath() =>
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "python3")).Where(File.Exists).Distinct(),
    ];

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

    /// <summary>The seconds of computing that Invoke-Training -Verbose tells of in an example, started as the README starts it.</summary>
    public double Example(string script)
    {
        var run = Start("dotnet", ["run", "--project", "src/MLPosh.Shell", "--", script, "-Verbose"]);
        var match = VerboseTime().Match(run.Errors);
        return run.Code == 0 && match.Success
            ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{run.Output}{run.Errors}");
    }

    public (int Code, string Output, string Errors) Start(
        string program, string[] arguments, params (string Name, string Value)[] environment) =>
        Start(root, program, arguments, environment);

    [GeneratedRegex(@"in ([\d.]+) s of computing", RegexOptions.CultureInvariant)]
    private static partial Regex VerboseTime();

    private static string? VersionOf(string python)
    {
        var run = Start(Path.GetTempPath(), python, ["-c", "import torch; print(torch.__version__)"], []);
        return run.Code == 0 ? run.Output.Trim() : null;
    }

    private static (int Code, string Output, string Errors) Start(
        string folder, string program, string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
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
