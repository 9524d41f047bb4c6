namespace MLPosh;

/// <summary>What each parameter of a sweep may be; the names in their ordinal order, whatever order they were given in.</summary>
public sealed class SearchSpace
{
    private readonly KeyValuePair<string, SearchRange>[] _ranges;

    /// <param name="ranges">Each name once.</param>
    public SearchSpace(IEnumerable<KeyValuePair<string, SearchRange>> ranges) =>
        _ranges = [.. ranges.OrderBy(range => range.Key, StringComparer.Ordinal)];

    /// <summary>The parameters with what each may be.</summary>
    public IReadOnlyList<KeyValuePair<string, SearchRange>> Ranges => _ranges;

    /// <summary>Combinations of all values, as a number that may be beyond counting; null with a continuous range.</summary>
    internal double? GridSize => _ranges.Aggregate(
        (double?)1, (size, range) => range.Value.Values is { } values ? size * values.Count : null);

    /// <summary>A combination of the grid: the last name changes fastest.</summary>
    /// <param name="index">From 0 to below <see cref="GridSize"/>.</param>
    internal TrialParameters Combination(long index)
    {
        var values = new KeyValuePair<string, object>[_ranges.Length];
        for (int i = _ranges.Length - 1; i >= 0; i--)
        {
            var (name, range) = _ranges[i];
            values[i] = new(name, range.Values![(int)(index % range.Values.Count)]);
            index /= range.Values.Count;
        }

        return new TrialParameters(values);
    }

    /// <summary>The values at a point of the unit cube.</summary>
    /// <param name="shares">A number from 0 to below 1 for each name, in their order.</param>
    internal TrialParameters At(ReadOnlySpan<double> shares)
    {
        var values = new KeyValuePair<string, object>[_ranges.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = new(_ranges[i].Key, _ranges[i].Value.At(shares[i]));
        }

        return new TrialParameters(values);
    }
}
