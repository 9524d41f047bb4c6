using System.Diagnostics;
using System.Globalization;

namespace MLPosh.Gpu;

/// <summary>Program 2 with many learning rates at once.</summary>
internal static class SweepBenchmark
{
    private const int Rates = 1024;
    private const int Rounds = 3;
    private const int FewEpochs = 50;

    public static bool Run(ComputeDevice device, Report report, TimeSpan limit)
    {
        string title = $"program 2 with {Rates} learning rates, {ProgramTwo.Epochs} epochs each";
        string? problem = Checks.Check(title, () =>
        {
            // The first compiles; the second tells how many epochs there is time for.
            Seconds(device, 2);
            double few = Seconds(device, FewEpochs);
            int epochs = (int)Math.Clamp(FewEpochs * limit.TotalSeconds / (few * Rounds), FewEpochs, ProgramTwo.Epochs);
            double seconds = Enumerable.Range(0, Rounds).Select(_ => Seconds(device, epochs)).Order().ElementAt(Rounds / 2);
            string measured = epochs == ProgramTwo.Epochs ? "" : $" (from {epochs} epochs)";
            report.Row(title, $"s{measured}", (seconds * ProgramTwo.Epochs / epochs).ToString("F3", CultureInfo.InvariantCulture), "");
        });
        if (problem is not null)
        {
            report.Row($"FAILED {problem}", "", "", "");
        }

        return problem is null;
    }

    private static double Seconds(ComputeDevice device, int epochs)
    {
        TrialParameters[] trials =
            [.. Enumerable.Range(1, Rates).Select(i => new TrialParameters([new("LearningRate", i * 1e-6)]))];
        var options = ProgramTwo.Options with { Device = device, Epochs = epochs };
        TrialSetup Setup(Trial trial) => new(
            ProgramTwo.Network(),
            options with { Optimizer = new SGD((double)trial.Parameters["LearningRate"]!) },
            trial.Parameters);
        var watch = Stopwatch.StartNew();
        var results = Sweep.Run(trials, Setup, ProgramTwo.Data, new SweepOptions { Seed = 1, Device = device }).ToList();
        return results.Find(result => result.State != TrialState.Completed) is { } wrong
            ? throw new InvalidOperationException($"trial {wrong.Trial} ended as {wrong.State}: {wrong.Error}")
            : watch.Elapsed.TotalSeconds;
    }
}
