using System.Globalization;

namespace MLPosh.Benchmarks;

/// <summary>The same work here and in PyTorch, in turn, in one run on one machine; what counts is the ratio.</summary>
internal static class Comparison
{
    private const int Rounds = 3;

    /// <summary>A work: what it is called, its unit, and the multiply-adds of one unit where they are what it spends its time on.</summary>
    private sealed record Work(string Name, string Title, string Unit, double Scale, int Repeat, double MultiplyAdds = 0);

    // Of 784-512-256-10 the first layer needs no gradient by its input; the others are gone through three times.
    private static readonly Work[] Works =
    [
        new("line", "one linear unit, 1000 samples, every record through the cmdlet", "µs an epoch", 1e6, 3000),
        new("quadratic", "1-10-6-1 ReLU, 1000 samples, every record through the cmdlet", "µs an epoch", 1e6, 200, 1000 * ((2 * 10) + (3 * 66))),
        new("digits", "784-512-256-10, batch 128, Adam", "ms a step", 1e3, 20, 128.0 * ((2 * 784 * 512) + (3 * ((512 * 256) + (256 * 10))))),
        new("lstm", "LSTM 28 to 128, 28 steps, batch 128, Adam", "ms a step", 1e3, 20, 128.0 * 28 * ((2 * 28 * 512) + (3 * 128 * 512))),
    ];

    private static readonly string[] Growths = ["samples", "width", "depth", "epochs"];

    public static int Usage()
    {
        Console.Error.WriteLine("Usage: compare [--python PATH]   (a Python with PyTorch; the first on PATH that has it unless given)");
        Console.Error.WriteLine("       kernels [BenchmarkDotNet's options]");
        return 1;
    }

    public static int Run(string[] options)
    {
        string root = Root();
        string[] candidates = options is ["--python", var path] ? [path] : Runner.PythonsOnPath();
        var runner = candidates.Select(python => new Runner(root, python)).FirstOrDefault(python => python.TorchVersion is not null);
        if (runner is null)
        {
            Console.Error.WriteLine(
                $"No PyTorch in {string.Join(", ", candidates)} (Debian: apt-get install python3-torch libopenblas0-pthread).");
            return 1;
        }

        runner.Start("dotnet", ["build", "src/MLPosh.Shell"]);
        double peak = Machine.PeakOperations();
        var report = new Report(
            $"{Machine.Description}; PyTorch {runner.TorchVersion}; one core's measured peak {peak / 1e9:F0} GFLOPS in single precision");
        foreach (var work in Works)
        {
            Compare(runner, report, work, peak);
        }

        Products(runner, report, peak);
        Rates(runner, report);
        Cold(runner, report);
        Streaming(runner, report);
        Growth(runner, report);
        report.Write(Path.Combine(root, "docs", "benchmarks.md"));
        return 0;
    }

    private static void Compare(Runner runner, Report report, Work work, double peak)
    {
        var torch = new Dictionary<(int, int), List<double>>();
        var own = new Dictionary<int, List<double>>();
        long torchBytes = long.MaxValue, ownBytes = 0;
        for (int round = 0; round < Rounds; round++)
        {
            foreach (var (threads, blas) in new[] { (1, 1), (2, 1), (1, 2), (2, 2) })
            {
                var measure = runner.Torch(work.Name, threads, blas, 2);
                Add(torch, (threads, blas), measure.Seconds);
                torchBytes = Math.Min(torchBytes, measure.PeakBytes);
            }

            foreach (int threads in new[] { 1, 2 })
            {
                var measure = runner.Own(work.Name, threads, work.Repeat);
                Add(own, threads, measure.Seconds);
                ownBytes = Math.Max(ownBytes, measure.PeakBytes);
            }
        }

        var best = torch.MinBy(pair => Median(pair.Value));
        double reference = Median(best.Value);
        foreach (int threads in new[] { 1, 2 })
        {
            double time = Median(own[threads]);
            string share = work.MultiplyAdds == 0
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $"{work.MultiplyAdds * 2 / time / (peak * threads):P0}");
            report.Add(
                $"{work.Title}, {threads} thread{(threads > 1 ? "s" : "")}",
                $"{reference * work.Scale:F2} {work.Unit} ({best.Key.Item1} × {best.Key.Item2})",
                $"{time * work.Scale:F2}",
                reference / time,
                share);
        }

        report.Add($"{work.Title}: peak memory", $"{torchBytes / 1e6:F0} MB", $"{ownBytes / 1e6:F0} MB", (double)torchBytes / ownBytes);
    }

    /// <summary>Matrix products alone, in one thread, the best of many: OpenBLAS by PyTorch against the engine's.</summary>
    private static void Products(Runner runner, Report report, double peak)
    {
        foreach (string size in new[] { "1024x1024x1024", "784x784x256", "512x784x128", "256x512x64", "100x100x100", "10x256x32", "37x53x130" })
        {
            double torch = Enumerable.Range(0, Rounds).Min(_ => runner.Torch($"product-{size}", 1, 1, 0).Seconds);
            double own = ProductTimer.Seconds(size);
            double operations = 2 * size.Split('x').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).Aggregate((a, b) => a * b);
            report.Add(
                $"product of {size}, 1 thread",
                $"{operations / torch / 1e9:F0} GFLOPS",
                $"{operations / own / 1e9:F0} GFLOPS",
                torch / own,
                $"{operations / own / peak:P0}");
        }
    }

    /// <summary>A sweep by hand: 64 learning rates of the quadratic network, in PyTorch one after another as its loop would.</summary>
    private static void Rates(Runner runner, Report report)
    {
        double torch = 64 * Middle(() => runner.Torch("quadratic-run", 1, 1, 1).Seconds);
        foreach (int threads in new[] { 1, 2 })
        {
            // Enough sweeps that in the median one the runtime does not compile on the second core any more.
            double own = Middle(() => runner.Own("rates", threads, 9).Seconds);
            report.Add(
                $"64 learning rates of the quadratic network, {threads} at once (Invoke-Sweep)", $"{torch:F1} s", $"{own:F2} s", torch / own);
        }

        report.Add("the same, 2 at once against 1, in turn", "", $"× {runner.Own("rates-at-once", 2, 15).Seconds:F2}", null);
        report.Add("a loop in registers, 2 cores against 1, in turn", "", $"× {Machine.Scaling(2):F2}", null);
    }

    private static void Cold(Runner runner, Report report)
    {
        var torch = new List<double>();
        var own = new List<double>();
        var readme = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            torch.Add(runner.Torch("quadratic-run", 1, 1, 0).Seconds);
            own.Add(runner.Own("quadratic-run", 1, 0).Seconds);
            readme.Add(runner.Example("examples/quadratic-network.ps1"));
        }

        report.Add(
            "1-10-6-1 ReLU, 5000 epochs from a cold start, compilation included, 1 thread",
            $"{Median(torch) * 1e3:F0} ms",
            $"{Median(own) * 1e3:F0} ms",
            Median(torch) / Median(own));
        report.Add(
            "the same, its training started by the README's dotnet run",
            $"{Median(torch) * 1e3:F0} ms",
            $"{Median(readme) * 1e3:F0} ms",
            Median(torch) / Median(readme));
    }

    private static void Streaming(Runner runner, Report report)
    {
        double all = Middle(() => runner.Own("quadratic", 1, 100).Seconds);
        double few = Middle(() => runner.Own("quadratic-few", 1, 100).Seconds);
        report.Add("5000 records streamed, beyond their training", "", $"{(all - few) * 5000 * 1e3:F1} ms", null);
    }

    private static void Growth(Runner runner, Report report)
    {
        double once = Middle(() => runner.Own("quadratic-few", 1, 20).Seconds);
        foreach (string growth in Growths)
        {
            double grown = Middle(() => runner.Own($"growth-{growth}", 1, 9).Seconds);
            // Ten times the epochs are timed as one run.
            grown /= growth == "epochs" ? 5000 : 1;
            report.Add($"ten times the multiply-adds, by {growth}, 1 thread", "", $"× {grown / once:F1}", null);
        }
    }

    private static void Add<TKey>(Dictionary<TKey, List<double>> lists, TKey key, double value)
        where TKey : notnull
    {
        lists.TryAdd(key, []);
        lists[key].Add(value);
    }

    private static double Middle(Func<double> measure) => Median([.. Enumerable.Range(0, Rounds).Select(_ => measure())]);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MLPosh.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
