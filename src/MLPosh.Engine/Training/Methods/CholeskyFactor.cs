using System.Runtime.CompilerServices;
using MLPosh.Devices.Cpu;

namespace MLPosh;

/// <summary>
/// The lower triangular L with L Lᵀ = A, in A's place: n³/3 operations. Block by block: a block of columns is factored,
/// then what it explains is taken off all that lies to its right (right-looking).
/// </summary>
/// <remarks>Source: Golub and Van Loan, "Matrix Computations", 4th edition, section 4.2.</remarks>
internal sealed unsafe class CholeskyFactor<TLane>
    where TLane : struct, ILane<TLane, double>
{
    private const int Block = 128;
    private const double MachineEpsilon = 1.0 / (1L << 52);
    private readonly SymmetricMatrix _matrix;
    private double _leastPivot = double.PositiveInfinity;

    /// <param name="matrix">Positive definite, with a diagonal of ones. It is overwritten.</param>
    /// <param name="parallel">On how many threads, and until when.</param>
    /// <exception cref="OperationCanceledException">The token said so.</exception>
    public CholeskyFactor(SymmetricMatrix matrix, ParallelOptions parallel)
    {
        _matrix = matrix;

        // A pivot is the squared distance of a column of length 1 from all columns before it. Rounding alone leaves that much.
        double tolerance = 8 * MachineEpsilon * (matrix.Size + 8);
        for (int first = 0; first < matrix.Size && DependentColumn is null; first += Block)
        {
            int size = Math.Min(Block, matrix.Size - first);
            DependentColumn = FactorDiagonal(first, size, tolerance);
            if (DependentColumn is null && first + size < matrix.Size)
            {
                matrix.ForRowTiles(first + size, parallel, row => SolveRows(row, first));
                matrix.ForTiles(first + size, parallel, (row, column) => TakeOff(row, column, first));
            }
        }
    }

    /// <summary>The first column that is a linear combination of those before it; null if there is none.</summary>
    public int? DependentColumn { get; private set; }

    /// <summary>The column that came nearest to being one.</summary>
    public int WeakestColumn { get; private set; }

    /// <summary>Replaces b by the x with A x = b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Solve(double* b)
    {
        for (int i = 0; i < _matrix.Size; i++)
        {
            var row = _matrix.At(i, 0);
            b[i] = (b[i] - RowProducts.Dot<TLane>(row, b, i)) / row[i];
        }

        for (int i = _matrix.Size - 1; i >= 0; i--)
        {
            var row = _matrix.At(i, 0);
            b[i] /= row[i];
            RowProducts.AddMultiple<TLane>(-b[i], row, b, i);
        }
    }

    /// <summary>Factors a block on the diagonal; gives the first column whose pivot is not above the tolerance.</summary>
    private int? FactorDiagonal(int first, int size, double tolerance)
    {
        for (int i = first; i < first + size; i++)
        {
            SolveRow(i, first, i - first);
            var row = _matrix.At(i, first);
            double pivot = row[i - first] - RowProducts.Dot<TLane>(row, row, i - first);
            if (pivot < _leastPivot)
            {
                (_leastPivot, WeakestColumn) = (pivot, i);
            }

            // So that NaN is an objection too.
            if (!(pivot > tolerance))
            {
                return i;
            }

            row[i - first] = Math.Sqrt(pivot);
        }

        return null;
    }

    private void SolveRows(int row, int first)
    {
        for (int i = row; i < row + _matrix.TileLength(row); i++)
        {
            SolveRow(i, first, Block);
        }
    }

    /// <summary>The first numbers of a row of L within a block, from those of the rows above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SolveRow(int i, int first, int count)
    {
        var row = _matrix.At(i, first);
        for (int j = 0; j < count; j++)
        {
            var above = _matrix.At(first + j, first);
            row[j] = (row[j] - RowProducts.Dot<TLane>(row, above, j)) / above[j];
        }
    }

    private void TakeOff(int row, int column, int first) => RowProducts.Add<TLane>(
        _matrix.At(row, first), _matrix.TileLength(row), _matrix.At(column, first), _matrix.TileLength(column),
        _matrix.Stride, Block, _matrix.At(row, column), _matrix.Stride, -1);
}
