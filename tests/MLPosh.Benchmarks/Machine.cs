using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MLPosh.Devices.Cpu;

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
            double rate = (double)Loops * Sums * (CpuDevice.VectorBits / 32) * 2 / clock.Elapsed.TotalSeconds;
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

    private static float Spin() => CpuDevice.VectorBits switch
    {
        512 => Spin<Lane512<float>>(),
        256 => Spin<Lane256<float>>(),
        _ => Spin<Lane128<float>>(),
    };

    // Twelve sums hide the latency of the multiply-add; nothing is loaded.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Spin<T>()
        where T : struct, ILane<T, float>
    {
        var (u, v) = (T.Broadcast(0.999f), T.Broadcast(0.001f));
        T a = u, b = u, c = u, d = u, e = u, f = u, g = u, h = u, i = u, j = u, k = u, l = u;
        for (int n = 0; n < Loops; n++)
        {
            a = T.MultiplyAdd(a, u, v);
            b = T.MultiplyAdd(b, u, v);
            c = T.MultiplyAdd(c, u, v);
            d = T.MultiplyAdd(d, u, v);
            e = T.MultiplyAdd(e, u, v);
            f = T.MultiplyAdd(f, u, v);
            g = T.MultiplyAdd(g, u, v);
            h = T.MultiplyAdd(h, u, v);
            i = T.MultiplyAdd(i, u, v);
            j = T.MultiplyAdd(j, u, v);
            k = T.MultiplyAdd(k, u, v);
            l = T.MultiplyAdd(l, u, v);
        }

        return T.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
