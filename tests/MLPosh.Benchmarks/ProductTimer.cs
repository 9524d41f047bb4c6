using System.Diagnostics;
using System.Runtime.InteropServices;
using MLPosh.Devices.Cpu;

namespace MLPosh.Benchmarks;

/// <summary>Times one product of the engine's, over samples cut into tiles as a plan cuts them.</summary>
internal static unsafe class ProductTimer
{
    private const int Repeats = 20;

    /// <summary>The best time of a product "outputs x inputs x samples", samples padded as a tile pads them.</summary>
    public static double Seconds(string size)
    {
        int[] sizes = [.. size.Split('x').Select(int.Parse)];
        var layout = new TileLayout(sizes[2], sizes[0] + sizes[1], sizes[0] * sizes[1], Kernels.Widest.Count, isWide: false);
        int width = layout.Width;
        long inputs = (long)sizes[1] * width, outputs = (long)sizes[0] * width;
        float* weight = Numbers((long)sizes[0] * sizes[1]), input = Numbers(layout.Tiles * inputs);
        float* output = Numbers(layout.Tiles * outputs);
        try
        {
            int count = (int)Math.Max(1, 2e8 / ((double)sizes[0] * sizes[1] * sizes[2]));
            double best = double.PositiveInfinity;
            for (int repeat = 0; repeat < Repeats; repeat++)
            {
                var clock = Stopwatch.StartNew();
                for (int i = 0; i < count * layout.Tiles; i++)
                {
                    int tile = i % layout.Tiles;
                    float* x = input + (tile * inputs), y = output + (tile * outputs);
                    Kernels.Widest.Product(
                        weight, sizes[1], 1, x, sizes[1], y, sizes[0], width, layout.SamplesIn(tile, sizes[2]));
                }

                best = Math.Min(best, clock.Elapsed.TotalSeconds / count);
            }

            return best;
        }
        finally
        {
            NativeMemory.AlignedFree(weight);
            NativeMemory.AlignedFree(input);
            NativeMemory.AlignedFree(output);
        }
    }

    private static float* Numbers(long count)
    {
        float* numbers = (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), 64);
        for (long i = 0; i < count; i++)
        {
            numbers[i] = (i % 7) * 0.1f;
        }

        return numbers;
    }
}
