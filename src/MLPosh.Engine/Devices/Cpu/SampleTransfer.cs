using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLPosh.Devices.Cpu;

/// <summary>Brings samples into tiles and results out of them: outside a sample's numbers lie together, inside a row's.</summary>
internal static unsafe class SampleTransfer
{
    private const int Block = 64;

    /// <summary>Brings a tile's samples, and their targets where there are some, into its rows.</summary>
    /// <param name="source">All samples.</param>
    /// <param name="batch">Which of them are the batch's.</param>
    /// <param name="tile">Of the batch.</param>
    /// <param name="outputs">Rows of targets.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<T>(SampleSource source, ReadOnlySpan<int> batch, in Tile<T> tile, int outputs)
        where T : unmanaged, INumberBase<T>
    {
        var indices = batch.Slice(tile.FirstSample, tile.Samples);
        Gather(source.X.Span, source.XWidth, indices, tile.Input, tile.Width);
        if (source.YWidth > 0)
        {
            GatherTargets(source, indices, tile.Target, outputs, tile.Width);
        }
    }

    /// <summary>Transposes samples into rows; the padding repeats the last sample.</summary>
    private static void Gather<T>(ReadOnlySpan<double> source, int height, ReadOnlySpan<int> indices, T* rows, int width)
        where T : unmanaged, INumberBase<T>
    {
        // Piece by piece, each first converted and then transposed while it is in the nearest cache.
        T* piece = stackalloc T[Block * Block];
        for (int sample = 0; sample < indices.Length; sample += Block)
        {
            int samples = Math.Min(Block, indices.Length - sample);
            for (int row = 0; row < height; row += Block)
            {
                int count = Math.Min(Block, height - row);
                for (int s = 0; s < samples; s++)
                {
                    Convert(source.Slice((indices[sample + s] * height) + row, count), piece + (s * Block));
                }

                Transposition.Run(piece, Block, samples, count, rows + ((long)row * width) + sample, width);
            }
        }

        for (int row = 0; row < height; row++)
        {
            var line = new Span<T>(rows + ((long)row * width), width);
            line[indices.Length..].Fill(line[indices.Length - 1]);
        }
    }

    /// <summary>Transposes targets into rows, one an output; the padding repeats the last sample.</summary>
    private static void GatherTargets<T>(SampleSource source, ReadOnlySpan<int> indices, T* rows, int height, int width)
        where T : unmanaged, INumberBase<T>
    {
        var targets = source.Y.Span;
        switch (source.Encoding)
        {
            case TargetEncoding.Numbers:
                Gather(targets, source.YWidth, indices, rows, width);
                break;
            case TargetEncoding.Signs:
                for (int s = 0; s < width; s++)
                {
                    rows[s] = targets[indices[Math.Min(s, indices.Length - 1)]] > 0 ? T.One : -T.One;
                }

                break;
            case TargetEncoding.OneHot:
                new Span<T>(rows, height * width).Clear();
                for (int s = 0; s < width; s++)
                {
                    rows[((long)targets[indices[Math.Min(s, indices.Length - 1)]] * width) + s] = T.One;
                }

                break;
        }
    }

    /// <summary>Transposes a tile's rows back into samples.</summary>
    public static void Scatter<T>(T* rows, int height, in Tile<T> tile, double* samples)
        where T : unmanaged, INumberBase<T>
    {
        for (int s = 0; s < tile.Samples; s++)
        {
            for (int row = 0; row < height; row++)
            {
                samples[((long)s * height) + row] = double.CreateTruncating(rows[((long)row * tile.Width) + s]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Convert<T>(ReadOnlySpan<double> source, T* destination)
        where T : unmanaged, INumberBase<T>
    {
        int i = 0;
        fixed (double* numbers = source)
        {
            if (typeof(T) == typeof(float))
            {
                for (; i + 16 <= source.Length; i += 16)
                {
                    Vector512.Narrow(Vector512.Load(numbers + i), Vector512.Load(numbers + i + 8)).Store((float*)destination + i);
                }
            }

            for (; i < source.Length; i++)
            {
                destination[i] = T.CreateTruncating(numbers[i]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T>(T* source, Span<double> destination)
        where T : unmanaged, INumberBase<T>
    {
        int p = 0;
        fixed (double* numbers = destination)
        {
            if (typeof(T) == typeof(float))
            {
                for (; p + 8 <= destination.Length; p += 8)
                {
                    Vector512.WidenLower(Vector256.Load((float*)source + p).ToVector512Unsafe()).Store(numbers + p);
                }
            }

            for (; p < destination.Length; p++)
            {
                numbers[p] = double.CreateTruncating(source[p]);
            }
        }
    }
}
