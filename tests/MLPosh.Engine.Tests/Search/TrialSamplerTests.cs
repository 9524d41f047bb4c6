namespace MLPosh.Engine.Tests.Search;

public class TrialSamplerTests
{
    private static readonly SearchSpace Grid = Space(("B", "Choice(1, 2, 3)"), ("A", "Choice(x, y)"));
    private static readonly SearchSpace Ranges = Space(("R", "LogUniform(1e-4, 1)"), ("S", "Integer(1, 100)"), ("T", "Uniform(0, 1)"));

    [Fact]
    public void A_grid_is_all_combinations_the_last_name_changing_fastest() => Assert.Equal(
        ["A=x B=1", "A=x B=2", "A=x B=3", "A=y B=1", "A=y B=2", "A=y B=3"],
        Texts([Grid], SweepStrategy.Grid, null, 1));

    [Fact]
    public void A_union_goes_on_where_the_last_grid_ended() => Assert.Equal(
        ["A=x B=1", "A=x B=2", "A=x B=3", "A=y B=1", "A=y B=2", "A=y B=3", "C=5", "C=6"],
        Texts([Grid, Space(("C", "Integer(5, 6)"))], SweepStrategy.Grid, null, 1));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(100)]
    public void Some_of_a_grid_are_different_ones_in_its_order(int count)
    {
        SearchSpace[] spaces = [Grid, Space(("C", "Integer(5, 6)"))];
        var all = Texts(spaces, SweepStrategy.Grid, null, 1);
        var some = Texts(spaces, SweepStrategy.Grid, count, 4);
        Assert.Equal(Math.Min(count, 8), some.Count);
        Assert.Equal(all.Where(some.Contains), some);
    }

    [Fact]
    public void Each_combination_of_a_grid_is_drawn_as_often()
    {
        var counts = Enumerable.Range(0, 3000).SelectMany(seed => Texts([Grid], SweepStrategy.Grid, 2, seed)).CountBy(text => text).ToList();
        Assert.Equal(6, counts.Count);
        Assert.All(counts, entry => Assert.InRange(entry.Value, 850, 1150));
    }

    [Fact]
    public void Some_of_a_grid_beyond_memory_can_be_drawn()
    {
        var space = Space(("A", "Integer(1, 1000000)"), ("B", "Integer(1, 1000000)"));
        var some = Texts([space], SweepStrategy.Grid, 50, 1);
        Assert.Equal(50, some.Distinct().Count());
    }

    [Theory]
    [InlineData(SweepStrategy.Random)]
    [InlineData(SweepStrategy.Sobol)]
    [InlineData(SweepStrategy.Halving)]
    public void Points_repeat_by_the_seed_whatever_the_order_of_the_names(SweepStrategy strategy)
    {
        var turned = Space(("T", "Uniform(0, 1)"), ("R", "LogUniform(1e-4, 1)"), ("S", "Integer(1, 100)"));
        var first = Texts([Ranges], strategy, 20, 7);
        Assert.Equal(20, first.Distinct().Count());
        Assert.Equal(first, Texts([turned], strategy, 20, 7));
        Assert.NotEqual(first, Texts([Ranges], strategy, 20, 8));

        // More of them begin with the same.
        Assert.Equal(first, Texts([Ranges], strategy, 40, 7).Take(20));
    }

    [Theory]
    [InlineData(SweepStrategy.Random)]
    [InlineData(SweepStrategy.Sobol)]
    public void Points_of_a_union_take_turns(SweepStrategy strategy)
    {
        var trials = TrialSampler.Sample([Ranges, Space(("C", "Uniform(0, 1)"))], strategy, 9, 1);
        Assert.Equal(Enumerable.Range(0, 9).Select(i => i % 2 == 1), trials.Select(trial => trial["C"] is not null));
        Assert.Equal(9, trials.Select(trial => trial.ToString()).Distinct().Count());
    }

    [Fact]
    public void Sobol_leaves_fewer_gaps_than_Random()
    {
        double Gap(SweepStrategy strategy)
        {
            double[] values = [0, .. TrialSampler.Sample([Ranges], strategy, 64, 3).Select(trial => (double)trial["T"]!).Order(), 1];
            return values.Zip(values.Skip(1), (low, high) => high - low).Max();
        }

        Assert.InRange(Gap(SweepStrategy.Sobol), 0, 2.0 / 64);
        Assert.True(Gap(SweepStrategy.Random) > 2.0 / 64);
    }

    [Fact]
    public void Halving_without_a_count_is_the_grid() =>
        Assert.Equal(Texts([Grid], SweepStrategy.Grid, null, 1), Texts([Grid], SweepStrategy.Halving, null, 1));

    [Theory]
    [InlineData(SweepStrategy.Grid, null, "R is LogUniform(0.0001, 1)")]
    [InlineData(SweepStrategy.Grid, 5, "give -Strategy Random and -Count")]
    [InlineData(SweepStrategy.Halving, null, "without -Count")]
    [InlineData(SweepStrategy.Random, null, "Count is missing")]
    [InlineData(SweepStrategy.Sobol, null, "Count is missing")]
    [InlineData(SweepStrategy.Random, 0, "Count is 0")]
    [InlineData((SweepStrategy)99, 5, "Grid, Random, Sobol, Halving")]
    public void What_cannot_be_sampled_is_an_error(SweepStrategy strategy, int? count, string part) =>
        AssertRefused([Ranges], strategy, count, part);

    [Fact]
    public void A_grid_that_is_too_large_says_its_size()
    {
        SearchSpace[] large = [Space(("A", "Integer(1, 2000)"), ("B", "Integer(1, 2000)"))];
        AssertRefused(large, SweepStrategy.Grid, null, "4,000,000 combinations");
        SearchSpace[] beyond = [Space([.. "ABCDE".Select(name => (name.ToString(), "Integer(1, 1000000000)"))])];
        AssertRefused(beyond, SweepStrategy.Grid, 5, "beyond counting");
    }

    private static void AssertRefused(SearchSpace[] spaces, SweepStrategy strategy, int? count, string part)
    {
        var error = Assert.Throws<MLPoshException>(() => TrialSampler.Sample(spaces, strategy, count, 1));
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    private static List<string> Texts(SearchSpace[] spaces, SweepStrategy strategy, int? count, long seed) =>
        [.. TrialSampler.Sample(spaces, strategy, count, seed).Select(trial => trial.ToString())];

    private static SearchSpace Space(params (string Name, string Range)[] ranges) =>
        new(ranges.Select(range => KeyValuePair.Create(range.Name, SearchRange.Of(range.Name, range.Range))));
}
