using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>One way through a function of some rows of each sample together.</summary>
internal interface IColumnPass
{
    static abstract void Run<T, TColumn>(TColumn first, TColumn second)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T>;
}

/// <summary>From its input to its output.</summary>
internal readonly struct ColumnForward<TFunction> : IColumnPass
    where TFunction : struct, IColumnFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, TColumn>(TColumn first, TColumn second)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T> => TFunction.Forward<T, TColumn>(first, second);
}

/// <summary>Given its output, from the gradient by it to the one by its input, where that stands.</summary>
internal readonly struct ColumnBackward<TFunction> : IColumnPass
    where TFunction : struct, IColumnFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, TColumn>(TColumn first, TColumn second)
        where T : struct, IReal<T>
        where TColumn : struct, IColumn<T> => TFunction.Backward<T, TColumn>(first, second);
}

/// <summary>Takes each <paramref name="size"/> rows of every sample through such a function.</summary>
internal sealed unsafe class ColumnStep<TLane, T, TPass>(int height, int size, Place first, Place second) : TileStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
    where TPass : struct, IColumnPass
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(ref Tile<T> tile)
    {
        int step = TLane.Count, samples = tile.Blocks * 4 * step;
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
