using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>Adds up the loss of the real samples and leaves its slope, zero for the padding.</summary>
internal sealed unsafe class LossStep<TLane, T, TFunction>(int height, Place output, Place outputGradient) : TileStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
    where TFunction : struct, ILossFunction
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(ref Tile<T> tile)
    {
        int step = TLane.Count, samples = tile.Registers * step, real = tile.Samples;
        T* prediction = output.In(tile), target = tile.Target, slope = outputGradient.In(tile);
        var scale = TLane.Broadcast(tile.SlopeScale);
        TLane sum = default;
        for (int row = 0; row < height; row++, prediction += tile.Width, target += tile.Width, slope += tile.Width)
        {
            int s = 0;
            for (; s + step <= real; s += step)
            {
                var (p, t) = (TLane.Load(prediction + s), TLane.Load(target + s));
                sum += TFunction.Value(p, t);
                TLane.Store(slope + s, TFunction.Slope(p, t) * scale);
            }

            for (; s < samples; s += step)
            {
                int left = Math.Max(real - s, 0);
                var (p, t) = (TLane.Load(prediction + s), TLane.Load(target + s));
                sum += TLane.First(TFunction.Value(p, t), left);
                TLane.Store(slope + s, TLane.First(TFunction.Slope(p, t) * scale, left));
            }
        }

        tile.Loss += double.CreateTruncating(TLane.Sum(sum));
    }
}

/// <summary>The same for a loss of all outputs of a sample together.</summary>
internal sealed unsafe class ColumnLossStep<TLane, T, TFunction>(int height, Place output, Place outputGradient) : TileStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
    where TFunction : struct, IColumnLossFunction
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(ref Tile<T> tile)
    {
        int step = TLane.Count, samples = tile.Registers * step;
        T* prediction = output.In(tile), target = tile.Target, slope = outputGradient.In(tile);
        var scale = TLane.Broadcast(tile.SlopeScale);
        TLane sum = default;
        for (int s = 0; s < samples; s += step)
        {
            int left = Math.Clamp(tile.Samples - s, 0, step);
            var slopes = new TileColumn<TLane, T>(slope + s, height, tile.Width);
            var loss = TFunction.Evaluate<TLane, TileColumn<TLane, T>>(
                new TileColumn<TLane, T>(prediction + s, height, tile.Width),
                new TileColumn<TLane, T>(target + s, height, tile.Width),
                slopes);
            sum += left == step ? loss : TLane.First(loss, left);
            for (int row = 0; row < height; row++)
            {
                var scaled = slopes[row] * scale;
                slopes[row] = left == step ? scaled : TLane.First(scaled, left);
            }
        }

        tile.Loss += double.CreateTruncating(TLane.Sum(sum));
    }
}
