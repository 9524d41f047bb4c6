using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>
/// <see cref="MatrixProduct"/> of many inputs on processors with 16 registers: six rows by two registers are twelve sums, and three
/// registers for what is multiplied. Of many outputs too, what is multiplied is copied together first: two registers of each row of
/// inputs are a cache line, and rows lie a power of two apart, so that they would push each other out of the cache.
/// </summary>
internal static unsafe class PairedProduct<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    private const int Rows = 6;

    // Copying takes about a quarter of the time of six rows.
    private const int LeastToCopyFor = 36;

    // A strip of two registers of 32 bytes is half of a core's first cache; so many rows of a weight are less than half of its second.
    private const int StripTerms = 256;
    private const int PanelRows = 192;
    private const int TurnedRows = 96;

    private static int Width => 2 * TLane.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TEpilogue>(
        T* weight, nint rowStride, nint columnStride, T* bias, T* input, nint inputStride, int inputs, T* output, nint outputStride, int outputs, T* aside, int registers, bool adds)
        where TEpilogue : struct, IEpilogue
    {
        int pairs = registers / 2, at = pairs * Width;
        if (pairs > 0 && outputs >= LeastToCopyFor)
        {
            Panels<TEpilogue>(
                weight, rowStride, columnStride, bias, input, inputStride, inputs, output, outputStride, outputs, aside, pairs, adds);
        }
        else if (pairs > 0)
        {
            MatrixProduct.Over<TLane, T, TEpilogue, Two>(
                weight, rowStride, columnStride, bias, input, inputStride, inputs, output, outputStride, outputs, aside, pairs, adds);
        }

        if (registers % 2 == 1)
        {
            MatrixProduct.Over<TLane, T, TEpilogue, One>(
                weight, rowStride, columnStride, bias, input + at, inputStride, inputs, output + at, outputStride, outputs, aside + at, 1, adds);
        }
    }

    /// <summary>Some rows of the weight by some of its columns over all strips of the inputs, and so on: the weight is read from afar once.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panels<TEpilogue>(
        T* weight, nint rowStride, nint columnStride, T* bias, T* input, nint inputStride, int inputs, T* output, nint outputStride, int outputs, T* aside, int pairs, bool adds)
        where TEpilogue : struct, IEpilogue
    {
        // Parts of about the same size: none is so small that it is done otherwise.
        int parts = (inputs + StripTerms - 1) / StripTerms, terms = (inputs + parts - 1) / parts;
        bool turns = columnStride != 1;
        int panel = turns ? TurnedRows : PanelRows;
        T* strip = stackalloc T[StripTerms * Width];
        T* turned = stackalloc T[turns ? TurnedRows * StripTerms : 1];
        for (int row = 0; row < outputs; row += panel)
        {
            int rows = Math.Min(panel, outputs - row), whole = turns ? rows / Rows * Rows : 0;
            for (int term = 0; term < inputs; term += terms)
            {
                int count = Math.Min(terms, inputs - term);
                bool more = adds || term > 0, ends = term + count == inputs;
                T* w = weight + (row * rowStride) + (term * columnStride);
                T* b = term == 0 && bias != null ? bias + row : null;
                Turn(w, columnStride, whole, count, turned);
                for (int pair = 0; pair < pairs; pair++)
                {
                    nint at = pair * Width, y = (row * outputStride) + at;
                    Copy(input + at + (term * inputStride), inputStride, count, strip);
                    if (ends)
                    {
                        Strip<TEpilogue>(
                            turned, whole, w, rowStride, columnStride, b, strip, count, output + y, aside + y, outputStride, rows, more);
                    }
                    else
                    {
                        Strip<Keep>(
                            turned, whole, w, rowStride, columnStride, b, strip, count, output + y, output + y, outputStride, rows, more);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strip<TEpilogue>(
        T* turned, int whole, T* weight, nint rowStride, nint columnStride, T* bias, T* strip, int inputs, T* output, T* aside, nint outputStride, int rows, bool adds)
        where TEpilogue : struct, IEpilogue
    {
        for (int row = 0; row < whole; row += Rows)
        {
            nint y = row * outputStride;
            ProductBlock<TLane, T, Six, Two>.Run<TEpilogue>(
                turned + (row * inputs), 1, Rows, bias == null ? null : bias + row,
                strip, Width, inputs, output + y, aside + y, outputStride, 1, adds);
        }

        nint left = whole * outputStride;
        MatrixProduct.Over<TLane, T, TEpilogue, Two>(
            weight + (whole * rowStride), rowStride, columnStride, bias == null ? null : bias + whole,
            strip, Width, inputs, output + left, outputStride, rows - whole, aside + left, 1, adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(T* input, nint stride, int count, T* strip)
    {
        for (int i = 0; i < count; i++, input += stride, strip += Width)
        {
            TLane.Store(strip, TLane.Load(input));
            TLane.Store(strip + TLane.Count, TLane.Load(input + TLane.Count));
        }
    }

    /// <summary>Of a weight that is read column by column: six rows after six, term after term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn(T* weight, nint columnStride, int rows, int terms, T* turned)
    {
        for (int term = 0; term < terms; term++, weight += columnStride, turned += Rows)
        {
            for (int row = 0; row < rows; row += Rows)
            {
                *(SixRows*)(turned + (row * terms)) = *(SixRows*)(weight + row);
            }
        }
    }

    [InlineArray(Rows)]
    private struct SixRows
    {
        private T _first;
    }
}
