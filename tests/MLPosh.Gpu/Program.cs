using MLPosh;
using MLPosh.Gpu;

return Command.Run(args);

/// <summary>The command line.</summary>
internal static class Command
{
    private const string Usage = """
        Usage: MLPosh.Gpu [DEVICE] [--check | --benchmark] [--seconds N]
          DEVICE       Cuda (unless given), Cuda:1, OpenCL …
          --check      the op suite and the trajectories alone
          --benchmark  the benchmark alone
          --seconds N  the most that each work of the benchmark runs (60 unless given)
        Writes its tables, in markdown, to standard output. Exits with 1 where something failed, with 2 where there is no such GPU.
        """;

    public static int Run(string[] args)
    {
        if (Options.Parse(args) is not { } options)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        if (Find(options.Device) is not { } device)
        {
            return 2;
        }

        var report = new Report(Console.Out);
        report.Machine(device);
        bool isRight = true;
        if (options.Checks)
        {
            isRight &= Checks.Run(device, report);
            isRight &= Trajectories.Run(device, report);
        }

        if (options.Benchmarks)
        {
            isRight &= Benchmark.Run(device, report, options.Limit);
        }

        var (kernels, time) = device.Compiled;
        report.Line(FormattableString.Invariant($"{kernels} kernels were compiled in {time.TotalSeconds:F1} s; large products by {device.LargeProducts ?? "kernels of MLPosh"}. {(isRight ? "All is well." : "Something FAILED.")}"));
        ComputeDevice.CloseAll();
        return isRight ? 0 : 1;
    }

    private static ComputeDevice? Find(string name)
    {
        try
        {
            var device = ComputeDevice.Find(name);
            if (device.IsGpu)
            {
                return device;
            }

            Console.Error.WriteLine($"{device} is no GPU: its tests are the repository's own (dotnet test).");
        }
        catch (MLPoshException e)
        {
            Console.Error.WriteLine(e.Message);
        }

        return null;
    }

    /// <summary>What was asked for.</summary>
    private sealed record Options(string Device, bool Checks, bool Benchmarks, TimeSpan Limit)
    {
        public static Options? Parse(string[] args)
        {
            var options = new Options("Cuda", true, true, TimeSpan.FromSeconds(60));
            for (int i = 0; i < args.Length; i++)
            {
                switch (args[i])
                {
                    case "--check":
                        options = options with { Benchmarks = false };
                        break;
                    case "--benchmark":
                        options = options with { Checks = false };
                        break;
                    case "--seconds" when i + 1 < args.Length && int.TryParse(args[i + 1], out int seconds) && seconds > 0:
                        options = options with { Limit = TimeSpan.FromSeconds(seconds) };
                        i++;
                        break;
                    case var other when i == 0 && !other.StartsWith('-'):
                        options = options with { Device = other };
                        break;
                    default:
                        return null;
                }
            }

            return options.Checks || options.Benchmarks ? options : null;
        }
    }
}
