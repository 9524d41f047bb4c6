using System.Numerics;

namespace MLPosh.Devices.Cpu;

/// <summary>
/// Turns a layer's inputs, for its weight gradient: panels of four registers of inputs, sample after sample, so that no sum has to be
/// taken across a register and all threads read them from cache.
/// </summary>
/// <param name="input">The inputs.</param>
/// <param name="place">Where they lie.</param>
/// <param name="kept">Where the panels begin in what the tile keeps.</param>
internal sealed unsafe class WideTransposeStep<TLane, T>(Rows input, Place place, long kept) : TileStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    private static int Panel => 4 * TLane.Count;

    /// <summary>Numbers that a tile of this width keeps.</summary>
    public static long Room(int inputs, int width) => (long)(inputs + Panel - 1) / Panel * Panel * width;

    public override void Run(ref Tile<T> tile)
    {
        for (int i = 0; i < input.Height; i += Panel)
        {
            Transposition.Run(
                place.Below(i).In(tile),
                tile.Width,
                Math.Min(Panel, input.Height - i),
                tile.Registers * TLane.Count,
                tile.Room + kept + ((long)i * tile.Width),
                Panel);
        }
    }
}

/// <summary>As <see cref="LinearWeightGradientStep{TLane, T}"/>, some outputs over all tiles, whose inputs are turned.</summary>
/// <param name="linear">The layer.</param>
/// <param name="outputGradient">Where the slopes lie.</param>
/// <param name="kept">Where the turned inputs begin in what a tile keeps.</param>
internal sealed unsafe class WideWeightGradientStep<TLane, T>(
    LinearWeightGradient linear, Place outputGradient, long kept) : BatchStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
{
    /// <summary>Numbers of a thread's own that it needs.</summary>
    public static long Room => WideNetwork.RowsAtOnce * 4 * TLane.Count;

    public override int Count => WideNetwork.Blocks(linear.OutputGradient.Height);

    public override double Run(ReadOnlySpan<Tile<T>> tiles, int row, T* room)
    {
        int first = row * WideNetwork.RowsAtOnce, inputs = linear.Input.Height, panel = 4 * TLane.Count;
        int rows = Math.Min(WideNetwork.RowsAtOnce, linear.OutputGradient.Height - first);
        T* gradient = tiles[0].Gradient + linear.Weight.Offset + ((long)first * inputs);
        for (int i = 0; i < inputs; i += panel)
        {
            // The last inputs fill part of a panel; beyond them lies the next output's gradient.
            int columns = Math.Min(panel, inputs - i);
            bool isWhole = columns == panel;
            T* sums = isWhole ? gradient + i : room;
            int stride = isWhole ? inputs : panel;
            for (int t = 0; t < tiles.Length; t++)
            {
                ref readonly var tile = ref tiles[t];
                MatrixProduct.Run<TLane, T, Keep>(
                    outputGradient.Below(first).In(tile),
                    tile.Width,
                    1,
                    null,
                    tile.Room + kept + ((long)i * tile.Width),
                    panel,
                    tile.Registers * TLane.Count,
                    sums,
                    stride,
                    rows,
                    sums,
                    4,
                    adds: t > 0);
            }

            for (int o = 0; o < rows && !isWhole; o++)
            {
                new ReadOnlySpan<T>(room + (o * panel), columns).CopyTo(
                    new Span<T>(gradient + ((long)o * inputs) + i, columns));
            }
        }

        if (linear.Bias is { } bias)
        {
            T* sums = tiles[0].Gradient + bias.Offset + first;
            new Span<T>(sums, rows).Clear();
            foreach (ref readonly var tile in tiles)
            {
                SampleSums.OfSlopes<TLane, T>(
                    outputGradient.Below(first).In(tile), rows, sums, tile.Width, tile.Registers * TLane.Count);
            }
        }

        return 0;
    }
}
