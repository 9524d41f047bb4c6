using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>A function of some rows of each sample together.</summary>
internal sealed unsafe class ColumnForwardStep<TLane, T, TFunction>(int height, int size, Place input, Place output)
    : TileStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
    where TFunction : struct, IColumnFunction
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(ref Tile<T> tile)
    {
        int step = TLane.Count, samples = tile.Blocks * 4 * step;
        for (int row = 0; row < height; row += size)
        {
            long first = (long)row * tile.Width;
            T* x = input.In(tile) + first, y = output.In(tile) + first;
            for (int s = 0; s < samples; s += step)
            {
                TFunction.Forward<TLane, TileColumn<TLane, T>>(
                    new TileColumn<TLane, T>(x + s, size, tile.Width), new TileColumn<TLane, T>(y + s, size, tile.Width));
            }
        }
    }
}

/// <summary>Its gradient, turned from the output's into the input's where it stands.</summary>
internal sealed unsafe class ColumnBackwardStep<TLane, T, TFunction>(int height, int size, Place output, Place gradient)
    : TileStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
    where TFunction : struct, IColumnFunction
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(ref Tile<T> tile)
    {
        int step = TLane.Count, samples = tile.Blocks * 4 * step;
        for (int row = 0; row < height; row += size)
        {
            long first = (long)row * tile.Width;
            T* y = output.In(tile) + first, d = gradient.In(tile) + first;
            for (int s = 0; s < samples; s += step)
            {
                TFunction.Backward<TLane, TileColumn<TLane, T>>(
                    new TileColumn<TLane, T>(y + s, size, tile.Width), new TileColumn<TLane, T>(d + s, size, tile.Width));
            }
        }
    }
}
