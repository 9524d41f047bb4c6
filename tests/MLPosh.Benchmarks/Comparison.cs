using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MLPosh.Benchmarks;

/// <summary>The same work here and in PyTorch, in turn, in one run on one machine; what counts is the ratio.</summary>
internal static partial class Comparison
{
    private const int Rounds = 5;

    public static int Usage()
    {
        Console.Error.WriteLine("Usage: compare [--python PATH]   (a Python with PyTorch; /usr/bin/python3 unless given)");
        return 1;
    }

    public static int Run(string[] options)
    {
        string python = options is ["--python", var path] ? path : "/usr/bin/python3";
        string root = Root();
        string script = Path.Combine(AppContext.BaseDirectory, "programs.py");
        string self = Environment.ProcessPath!;
        if (Start(python, ["-c", "import torch; print(torch.__version__)"], root).Code != 0)
        {
            Console.Error.WriteLine($"'{python}' has no PyTorch (Debian: apt-get install python3-torch libopenblas0-pthread).");
            return 1;
        }

        Start("dotnet", ["build", "src/MLPosh.Shell"], root);
        Console.WriteLine($"{"work",-34} {"PyTorch",10} {"MLPosh",10} {"ratio",7}   (medians of {Rounds}, one thread each, from a cold start)");
        foreach (string program in new[] { "line", "quadratic" })
        {
            string example = program == "line" ? "examples/linear-regression.ps1" : "examples/quadratic-network.ps1";
            var torch = new List<double>();
            var engine = new List<double>();
            var shell = new List<double>();
            for (int round = 0; round < Rounds; round++)
            {
                torch.Add(Seconds(Start(python, [script, program, "1"], root, ("OPENBLAS_NUM_THREADS", "1"))));
                engine.Add(Seconds(Start(self, ["worker", program, "1"], root)));
                shell.Add(Computing(Start("dotnet", ["run", "--project", "src/MLPosh.Shell", "--", example, "-Verbose"], root)));
            }

            Show($"{program}, the engine", torch, engine);
            Show($"{program}, README's dotnet run", torch, shell);
        }

        return 0;
    }

    private static void Show(string work, List<double> torch, List<double> own) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{work,-34} {Median(torch) * 1e3,7:F1} ms {Median(own) * 1e3,7:F1} ms {Median(torch) / Median(own),7:F1}"));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double Seconds((int Code, string Output, string Errors) run) => run.Code == 0
        ? double.Parse(run.Output.Trim(), CultureInfo.InvariantCulture)
        : throw new InvalidOperationException(run.Errors);

    /// <summary>What Invoke-Training -Verbose says of its own time.</summary>
    private static double Computing((int Code, string Output, string Errors) run)
    {
        var match = VerboseTime().Match(run.Errors);
        return run.Code == 0 && match.Success
            ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException(run.Errors);
    }

    private static (int Code, string Output, string Errors) Start(
        string program, string[] arguments, string folder, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
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

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MLPosh.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    [GeneratedRegex(@"in ([\d.]+) s of computing", RegexOptions.CultureInvariant)]
    private static partial Regex VerboseTime();
}
