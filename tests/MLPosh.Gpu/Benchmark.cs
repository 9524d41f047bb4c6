using System.Globalization;
using MLPosh.Engine.Tests;

namespace MLPosh.Gpu;

/// <summary>The works that pytorch.py times too, on the same shapes.</summary>
internal static class Benchmark
{
    private const int Rounds = 5;

    // Its loss and its hits.
    private const int BytesAStep = 2 * sizeof(double);

    /// <summary>A work, and what one unit of it is: a step of so many batches an epoch.</summary>
    private sealed record Work(string Title, string Unit, double Scale, int StepsPerEpoch, Func<Network> Start, Dataset Data, TrainingOptions Options);

    public static bool Run(ComputeDevice device, Report report, TimeSpan limit)
    {
        report.Header("work", "unit", "MLPosh", "bytes moved an epoch beside its losses");
        bool isRight = true;
        foreach (var work in Works())
        {
            string? problem = Checks.Check(work.Title, () =>
            {
                var (seconds, bytes) = Measure(work, work.Options with { Device = device }, limit / Rounds);
                report.Row(work.Title, work.Unit, Shown(seconds * work.Scale, "F3"), Shown(bytes, "F1"));
            });
            if (problem is not null)
            {
                report.Row($"FAILED {problem}", "", "", "");
                isRight = false;
            }
        }

        isRight &= SweepBenchmark.Run(device, report, limit);
        report.Line("");
        return isRight;
    }

    private static string Shown(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    private static IEnumerable<Work> Works()
    {
        yield return new(
            "program 2: 1-10-6-1 ReLU, 1000 samples, L1, SGD, 5000 epochs",
            "µs an epoch",
            1e6,
            1,
            ProgramTwo.Network,
            ProgramTwo.Data,
            ProgramTwo.Options with { Every = ProgramTwo.Epochs });
        foreach (int batch in new[] { 128, 4096 })
        {
            yield return new(
                $"784-512-256-10 ReLU, batch {batch}, cross-entropy, Adam",
                "ms a step",
                1e3,
                8192 / batch,
                () => Samples.Network(784, "Linear(512)", "ReLU", "Linear(256)", "ReLU", "Linear(10)"),
                Samples.Classes(8192, 784, 10),
                new() { Optimizer = new Adam(), BatchSize = batch, Shuffle = true, Seed = 1, Epochs = 1024 * batch / 8192, Every = 1024 });
        }

        yield return new(
            "LSTM 28 to 128, 28 steps, then 10, batch 128, cross-entropy, Adam",
            "ms a step",
            1e3,
            2048 / 128,
            () => Samples.Network([28, 28], "LSTM(128)", "Linear(10)"),
            Samples.Shaped(Samples.Classes(2048, 784, 10), [28, 28]),
            new() { Optimizer = new Adam(), BatchSize = 128, Shuffle = true, Seed = 1, Epochs = 32, Every = 32 });
    }

    /// <summary>The medians of some rounds, after one of two epochs that compiles and warms up.</summary>
    private static (double Seconds, double Bytes) Measure(Work work, TrainingOptions options, TimeSpan limit)
    {
        Once(work, options with { Epochs = 2, Every = 1 }, limit: null);
        var rounds = Enumerable.Range(0, Rounds).Select(_ => Once(work, options, limit)).ToList();
        return (Median(rounds.Select(round => round.Seconds)), Median(rounds.Select(round => round.Bytes)));
    }

    private static double Median(IEnumerable<double> numbers) => numbers.Order().ElementAt(Rounds / 2);

    /// <summary>
    /// Seconds of one unit, and bytes of one epoch beside losses, from the end of the first epoch: until then the plan is made and
    /// the data uploaded. What the last record moves is not counted.
    /// </summary>
    private static (double Seconds, double Bytes) Once(Work work, TrainingOptions options, TimeSpan? limit)
    {
        var network = work.Start();
        using var epochs = Trainer.Run(network, work.Data, options with { MaxTime = limit }).GetEnumerator();
        epochs.MoveNext();
        long before = options.Device.BytesMoved, moved = 0;
        var first = epochs.Current;
        var last = first;
        while (epochs.MoveNext())
        {
            last = epochs.Current;
            moved = options.Device.BytesMoved - before;
        }

        if (!double.IsFinite(last.Loss))
        {
            throw new InvalidOperationException($"it ended with the loss {last.Loss} in epoch {last.Epoch}.");
        }

        int count = last.Epoch - first.Epoch;
        double steps = count * (double)work.StepsPerEpoch;
        double record = (network.ValueCount * sizeof(float)) + sizeof(double);
        return count > 0
            ? ((last.Elapsed - first.Elapsed).TotalSeconds / steps, (moved - (steps * BytesAStep) - record) / count)
            : throw new InvalidOperationException($"in {limit} there was no second epoch; give it more --seconds.");
    }
}
