namespace MLPosh.Devices.Cpu;

/// <summary>As <see cref="LinearForwardStep{TLane, T, TEpilogue}"/>, some rows over all tiles.</summary>
internal sealed unsafe class WideForwardStep<TLane, T, TEpilogue>(LinearForward linear, Place input, Place output) : BatchStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
    where TEpilogue : struct, IEpilogue
{
    public override int Count => WideNetwork.Blocks(linear.Output.Height);

    public override double Run(ReadOnlySpan<Tile<T>> tiles, int row, T* room)
    {
        int first = row * WideNetwork.RowsAtOnce, inputs = linear.Input.Height;
        T* weight = tiles[0].Parameters + linear.Weight.Offset + ((long)first * inputs);
        T* bias = linear.Bias is { } range ? tiles[0].Parameters + range.Offset + first : null;
        int rows = Math.Min(WideNetwork.RowsAtOnce, linear.Output.Height - first);
        for (int term = 0; term < inputs; term += WideNetwork.TermsAtOnce)
        {
            WideProduct<TLane, T, TEpilogue>.Run(
                tiles, weight + term, inputs, 1, term == 0 ? bias : null, input, term, inputs, output.Below(first), rows, output.Below(first), linear.Adds);
        }

        return 0;
    }
}

/// <summary>As <see cref="LinearInputGradientStep{TLane, T, TEpilogue}"/>, some rows over all tiles.</summary>
internal sealed unsafe class WideInputGradientStep<TLane, T, TEpilogue>(
    LinearInputGradient linear, Place outputGradient, Place inputGradient, Place input) : BatchStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
    where TEpilogue : struct, IEpilogue
{
    /// <summary>Numbers of a thread's own that it needs.</summary>
    public static long Room => WideNetwork.RowsAtOnce * WideNetwork.TermsAtOnce;

    public override int Count => WideNetwork.Blocks(linear.InputGradient.Height);

    public override double Run(ReadOnlySpan<Tile<T>> tiles, int row, T* room)
    {
        int first = row * WideNetwork.RowsAtOnce, inputs = linear.InputGradient.Height, outputs = linear.OutputGradient.Height;
        T* weight = tiles[0].Parameters + linear.Weight.Offset + first;
        int rows = Math.Min(WideNetwork.RowsAtOnce, inputs - first);
        for (int term = 0; term < outputs; term += WideNetwork.TermsAtOnce)
        {
            // Columns of the weight lie a page and more apart: they are brought together once for all tiles.
            int terms = Math.Min(WideNetwork.TermsAtOnce, outputs - term);
            for (int k = 0; k < terms; k++)
            {
                new ReadOnlySpan<T>(weight + ((long)(term + k) * inputs), rows).CopyTo(
                    new Span<T>(room + (k * WideNetwork.RowsAtOnce), rows));
            }

            WideProduct<TLane, T, TEpilogue>.Run(
                tiles, room, 1, WideNetwork.RowsAtOnce, null, outputGradient, term, outputs, inputGradient.Below(first), rows, input.Below(first), linear.Adds);
        }

        return 0;
    }
}

/// <summary>Some terms of a product's sums: the last ones finish it.</summary>
internal static unsafe class WideProduct<TLane, T, TEpilogue>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
    where TEpilogue : struct, IEpilogue
{
    public static void Run(
        ReadOnlySpan<Tile<T>> tiles, T* weight, nint rowStride, nint columnStride, T* bias, Place input, int term, int inputs, Place output, int rows, Place aside, bool adds)
    {
        int terms = Math.Min(WideNetwork.TermsAtOnce, inputs - term);
        foreach (ref readonly var tile in tiles)
        {
            T* x = input.Below(term).In(tile), y = output.In(tile);
            int registers = MatrixProduct.BestRegisters(tile.Registers, terms);
            if (term + terms < inputs)
            {
                MatrixProduct.Run<TLane, T, Keep>(
                    weight, rowStride, columnStride, bias, x, tile.Width, terms, y, tile.Width, rows, y, registers, adds || term > 0);
            }
            else
            {
                MatrixProduct.Run<TLane, T, TEpilogue>(
                    weight, rowStride, columnStride, bias, x, tile.Width, terms, y, tile.Width, rows, aside.In(tile), registers, adds || term > 0);
            }
        }
    }
}
