using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>A linear layer, with what follows it fused in.</summary>
internal sealed unsafe class LinearForwardStep<TLane, T, TEpilogue>(LinearForward linear, Place input, Place output)
    : TileStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
    where TEpilogue : struct, IEpilogue
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(ref Tile<T> tile)
    {
        T* x = input.In(tile), y = output.In(tile);
        int registers = MatrixProduct.BestRegisters(tile.Registers, linear.Input.Height);
        for (int again = 0; again <= linear.Repeat.More; again++)
        {
            MatrixProduct.Run<TLane, T, TEpilogue>(
                tile.Parameters + linear.Weight.Offset,
                rowStride: linear.Input.Height,
                columnStride: 1,
                linear.Bias is { } bias ? tile.Parameters + bias.Offset : null,
                x,
                tile.Width,
                linear.Input.Height,
                y,
                tile.Width,
                linear.Output.Height,
                aside: y,
                registers,
                linear.Adds);
            x += (long)linear.Repeat.InputStep * tile.Width;
            y += (long)linear.Repeat.OutputStep * tile.Width;
        }
    }
}

/// <summary>The way back through a linear layer, with the slope of the activation before it fused in.</summary>
internal sealed unsafe class LinearInputGradientStep<TLane, T, TEpilogue>(
    LinearInputGradient linear, Place outputGradient, Place inputGradient, Place input) : TileStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
    where TEpilogue : struct, IEpilogue
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(ref Tile<T> tile)
    {
        T* slope = outputGradient.In(tile), x = inputGradient.In(tile), aside = input.In(tile);
        int registers = MatrixProduct.BestRegisters(tile.Registers, linear.OutputGradient.Height);
        for (int again = 0; again <= linear.Repeat.More; again++)
        {
            MatrixProduct.Run<TLane, T, TEpilogue>(
                tile.Parameters + linear.Weight.Offset,
                rowStride: 1,
                columnStride: linear.InputGradient.Height,
                bias: null,
                slope,
                tile.Width,
                linear.OutputGradient.Height,
                x,
                tile.Width,
                linear.InputGradient.Height,
                aside,
                registers,
                linear.Adds);
            slope += (long)linear.Repeat.OutputStep * tile.Width;
            x += (long)linear.Repeat.InputStep * tile.Width;
            aside += (long)linear.Repeat.InputStep * tile.Width;
        }
    }
}

/// <summary>Adds the tile's part to the slot's gradient of a linear layer.</summary>
internal sealed unsafe class LinearWeightGradientStep<TLane, T>(
    LinearWeightGradient linear, Place input, Place outputGradient) : TileStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(ref Tile<T> tile)
    {
        T* x = input.In(tile), slope = outputGradient.In(tile);
        for (int again = 0; again <= linear.Repeat.More; again++)
        {
            WeightGradient.Run<TLane, T>(
                x,
                linear.Input.Height,
                slope,
                linear.OutputGradient.Height,
                tile.Gradient + linear.Weight.Offset,
                linear.Bias is { } bias ? tile.Gradient + bias.Offset : null,
                tile.Width,
                tile.Registers,
                tile.Room);
            x += (long)linear.Repeat.InputStep * tile.Width;
            slope += (long)linear.Repeat.OutputStep * tile.Width;
        }
    }
}
