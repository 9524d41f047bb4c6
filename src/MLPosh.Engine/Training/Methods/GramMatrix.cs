using System.Runtime.CompilerServices;
using MLPosh.Devices.Cpu;

namespace MLPosh;

/// <summary>
/// Zᵀ Z of a design's scaled columns: n² m operations. Samples are taken a few hundred at once and transposed, so that
/// each column is a short row in the cache; each such chunk is added tile by tile.
/// </summary>
internal sealed unsafe class GramMatrix<TLane> : IDisposable
    where TLane : struct, ILane<TLane, double>
{
    private const int Chunk = 512;
    private readonly LeastSquaresProblem _problem;
    private readonly SymmetricMatrix _gram;
    private readonly int _stride = SymmetricMatrix.StrideFor(Chunk);
    private readonly AlignedBuffer<double> _buffer;
    private readonly double* _columns;

    private GramMatrix(LeastSquaresProblem problem, SymmetricMatrix gram)
    {
        _problem = problem;
        _gram = gram;
        _buffer = new AlignedBuffer<double>((long)gram.Size * _stride);
        _columns = _buffer.Cut((long)gram.Size * _stride);
    }

    /// <summary>Adds the products of all columns to a matrix.</summary>
    /// <exception cref="OperationCanceledException">The token said so.</exception>
    public static void AddTo(SymmetricMatrix gram, LeastSquaresProblem problem, ParallelOptions parallel)
    {
        using var chunk = new GramMatrix<TLane>(problem, gram);
        for (int first = 0; first < problem.Samples; first += Chunk)
        {
            int samples = Math.Min(Chunk, problem.Samples - first);
            int depth = (samples + TLane.Count - 1) / TLane.Count * TLane.Count;
            gram.ForRowTiles(0, parallel, column => chunk.Transpose(column, first, samples, depth));
            gram.ForTiles(0, parallel, (row, column) => chunk.Multiply(row, column, depth));
        }
    }

    public void Dispose() => _buffer.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Transpose(int column, int first, int samples, int depth)
    {
        int features = _problem.Features, count = _gram.TileLength(column);
        var centre = _problem.Columns.Centre.AsSpan(column, count);
        var scale = _problem.Scale.AsSpan(column, count);
        for (int s = 0; s < samples; s++)
        {
            var x = _problem.X.Span.Slice(((first + s) * features) + column, count);
            var to = _columns + ((long)column * _stride) + s;
            for (int c = 0; c < x.Length; c++, to += _stride)
            {
                *to = (x[c] - centre[c]) / scale[c];
            }
        }

        for (int c = column; c < column + count; c++)
        {
            new Span<double>(_columns + ((long)c * _stride) + samples, depth - samples).Clear();
        }
    }

    private void Multiply(int row, int column, int depth) => RowProducts.Add<TLane>(
        Columns(row), _gram.TileLength(row), Columns(column), _gram.TileLength(column), _stride, depth,
        _gram.At(row, column), _gram.Stride, 1);

    private double* Columns(int first) => _columns + ((long)first * _stride);
}
