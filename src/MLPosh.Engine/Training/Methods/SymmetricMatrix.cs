using MLPosh.Devices.Cpu;

namespace MLPosh;

/// <summary>A symmetric matrix in double precision, of which only the lower triangle counts. Zero at first.</summary>
internal sealed unsafe class SymmetricMatrix : IDisposable
{
    private const int Tile = 64;
    private readonly AlignedBuffer<double> _buffer;
    private readonly double* _start;

    public SymmetricMatrix(int size)
    {
        Size = size;
        Stride = StrideFor(size);
        _buffer = new AlignedBuffer<double>((long)size * Stride);
        _start = _buffer.Cut((long)size * Stride);
    }

    /// <summary>Number of rows.</summary>
    public int Size { get; }

    /// <summary>Numbers from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>The numbers that a row of this many takes: whole cache lines, an odd number of them.</summary>
    /// <remarks>Rows a power of two apart would all fall into the same few places of the caches.</remarks>
    public static int StrideFor(int size) => (((size + 7) / 8) | 1) * 8;

    /// <summary>The bytes that a matrix of this size takes.</summary>
    public static long BytesFor(int size) => (long)size * StrideFor(size) * sizeof(double);

    /// <summary>Row <paramref name="row"/> from column <paramref name="column"/> on.</summary>
    public double* At(int row, int column) => _start + ((long)row * Stride) + column;

    /// <summary>Rows (or columns) of the tile that begins at this one.</summary>
    public int TileLength(int start) => Math.Min(Tile, Size - start);

    /// <summary>Does something for each tile of rows from <paramref name="first"/> on.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="parallel">On how many threads, and until when.</param>
    /// <param name="work">Gets the first row of the tile.</param>
    public void ForRowTiles(int first, ParallelOptions parallel, Action<int> work) =>
        Parallel.For(0, TilesFrom(first), parallel, tile => work(first + (tile * Tile)));

    /// <summary>Does something for each tile of the lower triangle that begins at row and column <paramref name="first"/>.</summary>
    /// <param name="first">The first row and column.</param>
    /// <param name="parallel">On how many threads, and until when.</param>
    /// <param name="work">Gets the first row and the first column of the tile.</param>
    public void ForTiles(int first, ParallelOptions parallel, Action<int, int> work)
    {
        // Tiles are what is fixed; which thread takes which does not change a bit of any.
        int count = TilesFrom(first);
        Parallel.For(0, count * (count + 1) / 2, parallel, index =>
        {
            int row = (int)((Math.Sqrt((8.0 * index) + 1) - 1) / 2);
            int column = index - (row * (row + 1) / 2);
            work(first + (row * Tile), first + (column * Tile));
        });
    }

    public void Dispose() => _buffer.Dispose();

    private int TilesFrom(int first) => (Size - first + Tile - 1) / Tile;
}
