using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>An activation that no linear layer could take in.</summary>
internal sealed unsafe class ActivateStep<TLane, T, TFunction>(int height, Place input, Place output) : TileStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
    where TFunction : struct, IActivationFunction
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(ref Tile<T> tile)
    {
        int step = TLane.Count, samples = tile.Registers * step;
        T* x = input.In(tile), y = output.In(tile);
        for (int row = 0; row < height; row++, x += tile.Width, y += tile.Width)
        {
            for (int s = 0; s < samples; s += step)
            {
                TLane.Store(y + s, TFunction.Value(TLane.Load(x + s)));
            }
        }
    }
}

/// <summary>Multiplies a gradient by an activation's slope, in place.</summary>
internal sealed unsafe class ActivateBackwardStep<TLane, T, TFunction>(
    int height, Place input, Place output, Place gradient) : TileStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
    where TFunction : struct, IActivationFunction
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(ref Tile<T> tile)
    {
        int step = TLane.Count, samples = tile.Registers * step;
        T* x = input.In(tile), y = output.In(tile), d = gradient.In(tile);
        for (int row = 0; row < height; row++, x += tile.Width, y += tile.Width, d += tile.Width)
        {
            for (int s = 0; s < samples; s += step)
            {
                TLane.Store(d + s, TLane.Load(d + s) * TFunction.Slope(TLane.Load(x + s), TLane.Load(y + s)));
            }
        }
    }
}

/// <summary>Sets rows to 0.</summary>
internal sealed unsafe class ClearStep<T>(int height, Place rows) : TileStep<T>
    where T : unmanaged
{
    public override void Run(ref Tile<T> tile) => new Span<T>(rows.In(tile), height * tile.Width).Clear();
}
