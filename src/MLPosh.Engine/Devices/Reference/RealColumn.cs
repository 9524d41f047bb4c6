namespace MLPosh.Devices.Reference;

/// <summary>Numbers a fixed distance apart, as a column.</summary>
internal readonly struct RealColumn(double[] numbers, int first, int count, int stride) : IColumn<Real64>
{
    public RealColumn(double[] numbers)
        : this(numbers, 0, numbers.Length, 1)
    {
    }

    public int Count => count;

    public Real64 this[int row]
    {
        get => new(numbers[first + (row * stride)]);
        set => numbers[first + (row * stride)] = value.Number;
    }
}
