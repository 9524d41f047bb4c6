using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MLPosh.Benchmarks;

/// <summary>What this machine is, and the most that one core can compute.</summary>
internal static class Machine
{
    private const int Loops = 20_000_000;
    private const int Sums = 12;

    public static string Description =>
        $"{Processor.Name}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    /// <summary>Single precision operations a second of one core, measured: a multiply-add counts as two.</summary>
    public static double PeakOperations()
    {
        double best = 0;
        for (int i = 0; i < 5; i++)
        {
            var clock = Stopwatch.StartNew();
            float sum = Kernels.Widest.Spin(Loops);
            double rate = (double)Loops * Sums * Kernels.Widest.Count * 2 / clock.Elapsed.TotalSeconds;
            best = float.IsNaN(sum) ? best : Math.Max(best, rate);
        }

        return best;
    }

    /// <summary>
    /// How many times the rate of one core so many have in a loop that needs nothing but registers: what other programs, other
    /// machines on the same hardware and a clock that drops leave at the time, to read other ratios by.
    /// </summary>
    public static double Scaling(int cores)
    {
        var ratios = new List<double>();
        for (int i = 0; i < 27; i++)
        {
            double one = Seconds(1), all = Seconds(cores);
            ratios.Add(cores * one / all);
        }

        return ratios.Order().ElementAt(ratios.Count / 2);
    }

    private static double Seconds(int cores)
    {
        var threads = Enumerable.Range(0, cores).Select(_ => new Thread(() => Kernels.Widest.Spin(Loops))).ToList();
        var clock = Stopwatch.StartNew();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return clock.Elapsed.TotalSeconds;
    }
}
