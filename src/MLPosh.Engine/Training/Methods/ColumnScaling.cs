using System.Runtime.CompilerServices;

namespace MLPosh;

/// <summary>Where the columns of a table lie and how long they are, so that they can be brought to mean 0 and length 1.</summary>
/// <param name="Centre">What to subtract from each column: its mean, or 0.</param>
/// <param name="Largest">The largest distance from the centre, a column; 0 where it is the same in every row.</param>
/// <param name="Length">The Euclidean length of what is left, a column.</param>
internal sealed record ColumnScaling(double[] Centre, double[] Largest, double[] Length)
{
    private const int RowsBetweenLooks = 256;

    /// <summary>Measures a table of <paramref name="width"/> numbers a row.</summary>
    /// <param name="table">Row after row.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="centred">Whether the mean is to be subtracted.</param>
    /// <param name="token">Stops it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ColumnScaling Of(ReadOnlySpan<double> table, int width, bool centred, CancellationToken token)
    {
        var (centre, largest, length) = (new double[width], new double[width], new double[width]);
        var (rest, constant) = (new double[width], new bool[width]);
        double share = (double)width / table.Length;
        constant.AsSpan().Fill(centred);
        for (int start = 0, row = 0; centred && start < table.Length; start += width, row++)
        {
            Look(row, token);
            for (int c = 0; c < width; c++)
            {
                centre[c] += table[start + c] * share; // not the sum, which could overflow
                constant[c] &= table[start + c] == table[c];
            }
        }

        for (int c = 0; c < width; c++)
        {
            // The mean of many 0.1 is not quite 0.1, and that rest must not look like a column.
            centre[c] = constant[c] ? table[c] : centre[c];
        }

        for (int start = 0, row = 0; start < table.Length; start += width, row++)
        {
            Look(row, token);
            for (int c = 0; c < width; c++)
            {
                double value = table[start + c] - centre[c];
                rest[c] += value * share;
                largest[c] = Math.Max(largest[c], Math.Abs(value));
            }
        }

        for (int start = 0, row = 0; start < table.Length; start += width, row++)
        {
            Look(row, token);
            for (int c = 0; c < width; c++)
            {
                // In parts of the largest, so that no square overflows or vanishes.
                double part = largest[c] > 0 ? (table[start + c] - centre[c]) / largest[c] : 0;
                length[c] += part * part;
            }
        }

        for (int c = 0; c < width; c++)
        {
            length[c] = largest[c] * Math.Sqrt(length[c]);
            centre[c] += centred ? rest[c] : 0; // the digits that the first sum lost
        }

        return new ColumnScaling(centre, largest, length);
    }

    private static void Look(int row, CancellationToken token)
    {
        if (row % RowsBetweenLooks == 0)
        {
            token.ThrowIfCancellationRequested();
        }
    }
}
