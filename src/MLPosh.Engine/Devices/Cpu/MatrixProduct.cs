using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>
/// output = epilogue(weight * input + bias) over a tile, or added to what is there; the weight is read through strides, so
/// also transposed. Cuts the product into shapes for <see cref="ProductBlock{TLane,T,TRows,TRegisters}"/>.
/// </summary>
internal static unsafe class MatrixProduct
{
    // With fewer inputs what is done to a result takes as long as its sum: it is then best done while it is in a register.
    private const int LeastForSix = 32;

    /// <summary>Whether a result is stored once, with what is done to it where that is short: it may then lie in its aside's place.</summary>
    /// <param name="inputs">Of each.</param>
    public static bool FinishesInRegisters(int inputs) => inputs < LeastForSix;

    /// <summary>How many registers are best taken of rows that hold some and have room for whole fours.</summary>
    public static int BestRegisters(int registers, int inputs) =>
        // Of few inputs a block of four is done sooner than the shape for what is left has been begun.
        registers > 4 && inputs < LeastForSix ? (registers + 3) / 4 * 4 : registers;

    /// <summary>Samples are taken by four registers, and what is left over by as many as there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TLane, T, TEpilogue>(
        T* weight, nint rowStride, nint columnStride, T* bias, T* input, nint inputStride, int inputs, T* output, nint outputStride, int outputs, T* aside, int registers, bool adds)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        if (!TLane.HasManyRegisters && inputs >= LeastForSix)
        {
            PairedProduct<TLane, T>.Run<TEpilogue>(
                weight, rowStride, columnStride, bias, input, inputStride, inputs, output, outputStride, outputs, aside, registers, adds);
            return;
        }

        int blocks = registers / 4, at = blocks * 4 * TLane.Count;
        if (blocks > 0)
        {
            Over<TLane, T, TEpilogue, Four>(
                weight, rowStride, columnStride, bias, input, inputStride, inputs, output, outputStride, outputs, aside, blocks, adds);
        }

        if (registers % 4 == 1)
        {
            Over<TLane, T, TEpilogue, One>(
                weight, rowStride, columnStride, bias, input + at, inputStride, inputs, output + at, outputStride, outputs, aside + at, 1, adds);
        }
        else if (registers % 4 == 2)
        {
            Over<TLane, T, TEpilogue, Two>(
                weight, rowStride, columnStride, bias, input + at, inputStride, inputs, output + at, outputStride, outputs, aside + at, 1, adds);
        }
        else if (registers % 4 == 3)
        {
            Over<TLane, T, TEpilogue, Three>(
                weight, rowStride, columnStride, bias, input + at, inputStride, inputs, output + at, outputStride, outputs, aside + at, 1, adds);
        }
    }

    /// <summary>All outputs over some blocks of so many registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Over<TLane, T, TEpilogue, TRegisters>(
        T* weight, nint rowStride, nint columnStride, T* bias, T* input, nint inputStride, int inputs, T* output, nint outputStride, int outputs, T* aside, int blocks, bool adds)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue
        where TRegisters : unmanaged, ICount
    {
        int o = 0;
        bool hasRoom = TLane.HasManyRegisters || sizeof(TRegisters) <= 2;
        if (hasRoom && (inputs >= LeastForSix || sizeof(TRegisters) <= 2))
        {
            // A block's inputs stay in cache while all rows of the weight pass.
            o = outputs / 6 * 6;
            for (int block = 0; block < blocks; block++)
            {
                int at = block * sizeof(TRegisters) * TLane.Count;
                for (int row = 0; row < o; row += 6)
                {
                    nint y = (row * outputStride) + at;
                    ProductBlock<TLane, T, Six, TRegisters>.Run<TEpilogue>(
                        weight + (row * rowStride), rowStride, columnStride, bias == null ? null : bias + row,
                        input + at, inputStride, inputs, output + y, aside + y, outputStride, 1, adds);
                }
            }
        }

        for (int rows; o < outputs; o += rows)
        {
            int left = outputs - o;
            var w = weight + (o * rowStride);
            var b = bias == null ? null : bias + o;
            nint y = o * outputStride;
            if (hasRoom && (left == 3 || left > 4))
            {
                rows = 3;
                ProductBlock<TLane, T, Three, TRegisters>.Run<TEpilogue>(
                    w, rowStride, columnStride, b, input, inputStride, inputs, output + y, aside + y, outputStride, blocks, adds);
            }
            else if (hasRoom && left == 4 && inputs >= LeastForSix)
            {
                rows = 4;
                ProductBlock<TLane, T, Four, TRegisters>.Run<TEpilogue>(
                    w, rowStride, columnStride, b, input, inputStride, inputs, output + y, aside + y, outputStride, blocks, adds);
            }
            else if (left > 1)
            {
                rows = 2;
                ProductBlock<TLane, T, Two, TRegisters>.Run<TEpilogue>(
                    w, rowStride, columnStride, b, input, inputStride, inputs, output + y, aside + y, outputStride, blocks, adds);
            }
            else
            {
                rows = 1;
                ProductBlock<TLane, T, One, TRegisters>.Run<TEpilogue>(
                    w, rowStride, columnStride, b, input, inputStride, inputs, output + y, aside + y, outputStride, blocks, adds);
            }
        }
    }
}
