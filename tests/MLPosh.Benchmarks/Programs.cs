using System.Diagnostics;
using System.Globalization;

namespace MLPosh.Benchmarks;

/// <summary>The lecture's two programs with this engine.</summary>
internal static class Programs
{
    /// <summary>Runs one from a cold start and prints the seconds that the training took, compilation included.</summary>
    public static int Run(string program, int threads)
    {
        bool isLine = program == "line";
        var data = isLine
            ? DatasetGenerator.Generate("Linear", new() { Slope = [2], Intercept = 3, Noise = 0.2, Seed = 1 })
            : DatasetGenerator.Generate("Polynomial", new() { Low = -15, High = 15, Coefficient = [3, 7, 8], Noise = 1, Seed = 1 });
        int[] sizes = isLine ? [1, 1] : [1, 10, 6, 1];
        var network = Network.Create(sizes, Activation.Find("ReLU"), seed: 1);
        var clock = Stopwatch.StartNew();
        var options = new TrainingOptions
        {
            Loss = Loss.Find("L1"),
            Optimizer = new SGD(isLine ? 0.01 : 0.001),
            Epochs = isLine ? 1000 : 5000,
            Every = isLine ? 10 : 100,
            ThreadCount = threads,
        };
        var last = Trainer.Run(network, data, options).Last();
        Console.WriteLine(clock.Elapsed.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        return double.IsFinite(last.Loss) ? 0 : 1;
    }
}
