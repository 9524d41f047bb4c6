using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>Takes each <paramref name="size"/> rows of every sample through such a function.</summary>
internal sealed unsafe class ColumnStep<TLane, T, TPass>(int height, int size, Place first, Place second) : TileStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
    where TPass : struct, IColumnPass
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(ref Tile<T> tile)
    {
        int step = TLane.Count, samples = tile.Registers * step;
        for (int row = 0; row < height; row += size)
        {
            long at = (long)row * tile.Width;
            T* x = first.In(tile) + at, y = second.In(tile) + at;
            for (int s = 0; s < samples; s += step)
            {
                TPass.Run<TLane, TileColumn<TLane, T>>(
                    new TileColumn<TLane, T>(x + s, size, tile.Width), new TileColumn<TLane, T>(y + s, size, tile.Width));
            }
        }
    }
}
