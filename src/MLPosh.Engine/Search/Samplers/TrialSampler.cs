using System.Globalization;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>Chooses the trials of a sweep. The same seed gives the same trials, in any process.</summary>
public static class TrialSampler
{
    private const double MostWithoutCount = 1e6;

    /// <summary>The trials that a strategy makes of some spaces; several spaces are a union, each going on where the last ended.</summary>
    /// <param name="spaces">At least one.</param>
    /// <param name="strategy">Which combinations.</param>
    /// <param name="count">How many; null for all of a grid.</param>
    /// <param name="seed">For what is drawn.</param>
    /// <exception cref="MLPoshException">
    /// OptionOutOfRange: a grid of a continuous range, or too large without a count; a missing count; too many dimensions.
    /// </exception>
    public static IReadOnlyList<TrialParameters> Sample(
        IReadOnlyList<SearchSpace> spaces, SweepStrategy strategy, int? count, long seed)
    {
        ArgumentNullException.ThrowIfNull(spaces);
        if (count is { } asked)
        {
            Option.AtLeast(1, asked, "Count");
        }

        return (strategy, count) switch
        {
            (SweepStrategy.Grid, { } most) => Some(spaces, most, seed),
            (SweepStrategy.Grid, null) or (SweepStrategy.Halving, null) => All(spaces, strategy),
            (SweepStrategy.Random or SweepStrategy.Halving, { } many) => Points(spaces, many, seed, Random),
            (SweepStrategy.Sobol, { } many) => Points(spaces, many, seed, (space, seed) => new SobolSequence(space, seed).Point),
            (_, null) => throw Option.OutOfRange("Count", "missing", $"given with the strategy {strategy}"),
            _ => throw Option.OutOfRange("Strategy", strategy, string.Join(", ", Enum.GetNames<SweepStrategy>())),
        };
    }

    private static TrialParameters[] All(IReadOnlyList<SearchSpace> spaces, SweepStrategy strategy)
    {
        double size = spaces.Sum(space => Size(space, strategy));
        if (size > MostWithoutCount)
        {
            throw new MLPoshException(
                ErrorId.OptionOutOfRange,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The grid has {size:N0} combinations; without -Count it may have at most {MostWithoutCount:N0}. Give -Count, or fewer values."),
                size);
        }

        return [.. spaces.SelectMany(space => Indices((long)space.GridSize!.Value).Select(space.Combination))];
    }

    /// <summary>So many of the grid's combinations, drawn without repetition, in the grid's order.</summary>
    private static TrialParameters[] Some(IReadOnlyList<SearchSpace> spaces, int count, long seed)
    {
        double[] sizes = [.. spaces.Select(space => Size(space, SweepStrategy.Grid))];
        double all = sizes.Sum();
        if (all <= count)
        {
            return All(spaces, SweepStrategy.Grid);
        }

        if (all > long.MaxValue / 2)
        {
            throw Option.OutOfRange("The grid", "beyond counting", "smaller, or sampled by the strategy Random");
        }

        // Drawn again where it was drawn before: at most half of the grid is drawn, the rest is what is left out.
        bool leavesOut = count > all / 2;
        var drawn = new SortedSet<long>();
        for (uint draw = 0; drawn.Count < (leavesOut ? (long)all - count : count); draw++)
        {
            drawn.Add((long)(Philox.Uniform(seed, RandomStream.Trials, draw, 0) * all));
        }

        var chosen = leavesOut ? Indices((long)all).Where(index => !drawn.Contains(index)) : drawn;
        return [.. chosen.Select(index =>
        {
            int space = 0;
            while (index >= (long)sizes[space])
            {
                index -= (long)sizes[space++];
            }

            return spaces[space].Combination(index);
        })];
    }

    private static TrialParameters[] Points(
        IReadOnlyList<SearchSpace> spaces, int count, long seed, Func<SearchSpace, long, Action<int, Span<double>>> sequence)
    {
        var points = spaces.Select(space => (Space: space, Fill: sequence(space, seed))).ToArray();
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (space, fill) = points[i % points.Length];
            Span<double> shares = stackalloc double[space.Ranges.Count];
            fill(i / points.Length, shares);
            return space.At(shares);
        })];
    }

    private static Action<int, Span<double>> Random(SearchSpace space, long seed) => (index, shares) =>
    {
        for (int i = 0; i < shares.Length; i++)
        {
            shares[i] = Philox.Uniform(seed, RandomStream.Trials, (uint)index, i + 1);
        }
    };

    private static double Size(SearchSpace space, SweepStrategy strategy)
    {
        if (space.GridSize is { } size)
        {
            return size;
        }

        var (name, range) = space.Ranges.First(entry => entry.Value.Values is null);
        throw Option.OutOfRange(
            name, range, $"a list of values in a sweep with the strategy {strategy}{(strategy == SweepStrategy.Grid ? ", or give -Strategy Random and -Count" : " and without -Count")}");
    }

    private static IEnumerable<long> Indices(long count)
    {
        for (long i = 0; i < count; i++)
        {
            yield return i;
        }
    }
}
