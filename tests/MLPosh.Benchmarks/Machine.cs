using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
            float sum = Spin();
            double rate = (double)Loops * Sums * Vector512<float>.Count * 2 / clock.Elapsed.TotalSeconds;
            best = float.IsNaN(sum) ? best : Math.Max(best, rate);
        }

        return best;
    }

    /// <summary>
    /// How many times the rate of one core so many have in a loop that needs nothing but registers: of other programs, of other
    /// machines on the same hardware and of cores that run slower together no program is spared more.
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
        var threads = Enumerable.Range(0, cores).Select(_ => new Thread(() => Spin())).ToList();
        var clock = Stopwatch.StartNew();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return clock.Elapsed.TotalSeconds;
    }

    // Twelve sums hide the latency of the multiply-add; nothing is loaded.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Spin()
    {
        var (u, v) = (Vector512.Create(0.999f), Vector512.Create(0.001f));
        Vector512<float> a = u, b = u, c = u, d = u, e = u, f = u, g = u, h = u, i = u, j = u, k = u, l = u;
        for (int n = 0; n < Loops; n++)
        {
            a = Vector512.FusedMultiplyAdd(a, u, v);
            b = Vector512.FusedMultiplyAdd(b, u, v);
            c = Vector512.FusedMultiplyAdd(c, u, v);
            d = Vector512.FusedMultiplyAdd(d, u, v);
            e = Vector512.FusedMultiplyAdd(e, u, v);
            f = Vector512.FusedMultiplyAdd(f, u, v);
            g = Vector512.FusedMultiplyAdd(g, u, v);
            h = Vector512.FusedMultiplyAdd(h, u, v);
            i = Vector512.FusedMultiplyAdd(i, u, v);
            j = Vector512.FusedMultiplyAdd(j, u, v);
            k = Vector512.FusedMultiplyAdd(k, u, v);
            l = Vector512.FusedMultiplyAdd(l, u, v);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
