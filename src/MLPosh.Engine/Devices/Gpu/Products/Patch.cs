using System.Runtime.CompilerServices;
using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>
/// A square of sums that one thread keeps in registers. Written out number by number: ILGPU unrolls no loop, and puts
/// arrays on the stack.
/// </summary>
internal interface IPatch<TPatch>
    where TPatch : struct, IPatch<TPatch>
{
    /// <summary>Numbers of a side.</summary>
    static abstract int Size { get; }

    /// <summary>Adds the products of a column of one factor and a row of the other.</summary>
    /// <param name="sums">The sums so far.</param>
    /// <param name="left">A slice of the one factor, in shared memory; a thread's rows are neighbours, four by four.</param>
    /// <param name="leftAt">The thread's first four there.</param>
    /// <param name="right">A slice of the other; a thread's columns lie apart, so that threads store side by side.</param>
    /// <param name="rightAt">The thread's first number there.</param>
    /// <param name="step">From one of the thread's to its next.</param>
    static abstract TPatch Add(TPatch sums, ArrayView<Line4> left, long leftAt, ArrayView<float> right, long rightAt, int step);

    /// <summary>One of the sums; places are constants where the kernel has no loop over them.</summary>
    static abstract float At(TPatch sums, int row, int column);
}

/// <summary>Four numbers.</summary>
internal struct Line4
{
    public float A;
    public float B;
    public float C;
    public float D;

    public const int Count = 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Line4 Load(ArrayView<float> numbers, long at, int step) => new()
    {
        A = numbers[at],
        B = numbers[at + step],
        C = numbers[at + (2 * step)],
        D = numbers[at + (3 * step)],
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Line4 MultiplyAdd(float factor, Line4 line, Line4 sums) => new()
    {
        A = (factor * line.A) + sums.A,
        B = (factor * line.B) + sums.B,
        C = (factor * line.C) + sums.C,
        D = (factor * line.D) + sums.D,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float At(int index) => index == 0 ? A : index == 1 ? B : index == 2 ? C : D;
}

/// <summary>Four by four: for results that are small.</summary>
internal struct Patch4 : IPatch<Patch4>
{
    private Line4 _a;
    private Line4 _b;
    private Line4 _c;
    private Line4 _d;

    public static int Size => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Patch4 Add(Patch4 sums, ArrayView<Line4> left, long leftAt, ArrayView<float> right, long rightAt, int step)
    {
        var (x, y) = (left[leftAt], Line4.Load(right, rightAt, step));
        return new Patch4
        {
            _a = Line4.MultiplyAdd(x.A, y, sums._a),
            _b = Line4.MultiplyAdd(x.B, y, sums._b),
            _c = Line4.MultiplyAdd(x.C, y, sums._c),
            _d = Line4.MultiplyAdd(x.D, y, sums._d),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float At(Patch4 sums, int row, int column) =>
        row == 0 ? sums._a.At(column) : row == 1 ? sums._b.At(column) : row == 2 ? sums._c.At(column) : sums._d.At(column);
}

/// <summary>Eight by eight: twice as many products for each number that is read.</summary>
internal struct Patch8 : IPatch<Patch8>
{
    private Patch4 _topLeft;
    private Patch4 _topRight;
    private Patch4 _bottomLeft;
    private Patch4 _bottomRight;

    public static int Size => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Patch8 Add(Patch8 sums, ArrayView<Line4> left, long leftAt, ArrayView<float> right, long rightAt, int step)
    {
        long below = leftAt + step, beside = rightAt + (4 * step);
        return new Patch8
        {
            _topLeft = Patch4.Add(sums._topLeft, left, leftAt, right, rightAt, step),
            _topRight = Patch4.Add(sums._topRight, left, leftAt, right, beside, step),
            _bottomLeft = Patch4.Add(sums._bottomLeft, left, below, right, rightAt, step),
            _bottomRight = Patch4.Add(sums._bottomRight, left, below, right, beside, step),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float At(Patch8 sums, int row, int column) => row < 4
        ? column < 4 ? Patch4.At(sums._topLeft, row, column) : Patch4.At(sums._topRight, row, column - 4)
        : column < 4 ? Patch4.At(sums._bottomLeft, row - 4, column) : Patch4.At(sums._bottomRight, row - 4, column - 4);
}
