using MLPosh.Devices;

namespace MLPosh.Engine.Tests.Search;

/// <summary>What a range test makes of losses, whatever network they come from.</summary>
public class RangeTestCurveTests
{
    private static readonly RangeTestOptions Range = new() { Minimum = 1e-6, Maximum = 10, Steps = 100 };

    [Fact]
    public void The_smoothed_loss_is_the_weighted_mean_of_the_losses()
    {
        double[] losses = [3, 1, 4, 1, 5];
        var curve = new RangeTestCurve(losses.Length, null);
        for (int i = 0; i < losses.Length; i++)
        {
            Assert.Equal(i < losses.Length - 1, curve.Add(1, losses[i]));
            double[] weights = [.. Enumerable.Range(0, i + 1).Select(k => Math.Pow(0.9, i - k))];
            double mean = weights.Zip(losses, (weight, loss) => weight * loss).Sum() / weights.Sum();
            Assert.Equal(mean, curve.Points[i].SmoothedLoss, 1e-12);
        }
    }

    [Theory]
    [InlineData(1.0, 4.1)]
    [InlineData(-1.0, 2.1)]
    public void Ends_where_the_smoothed_loss_is_far_above_its_best(double level, double above)
    {
        var curve = new RangeTestCurve(100, null);
        for (int i = 0; i < 50; i++)
        {
            Assert.True(curve.Add(1, level));
        }

        // So large a loss that the mean is just there: 0.9 of it stays.
        Assert.True(curve.Add(1, level + ((above - 0.2 - level) * 10)));
        Assert.False(curve.Add(1, (above * 10) - (curve.Points[^1].SmoothedLoss * 9)));
    }

    [Fact]
    public void A_lucky_first_loss_does_not_end_it()
    {
        var curve = new RangeTestCurve(100, null);
        Assert.True(curve.Add(1, 1e-9));
        Assert.All(Enumerable.Range(0, 98), _ => Assert.True(curve.Add(1, 1)));
    }

    [Fact]
    public void The_suggestion_is_a_tenth_of_the_rate_with_the_lowest_smoothed_loss()
    {
        var (curve, ranAway) = Run(i => i < 40 ? 1 : i < 75 ? 1 - ((i - 40) * 0.02) : 0.3 + ((i - 75) * 0.2));
        var lowest = curve.MinBy(point => point.SmoothedLoss)!;
        var suggestion = RangeTestSuggestion.Of(curve, Range, ranAway, new SGD());
        Assert.True(ranAway);
        Assert.Equal(lowest.LearningRate / 10, suggestion.Rate, 1e-15);
        Assert.True(suggestion.IsClear);
        Assert.Null(suggestion.Doubt);
        Assert.InRange(suggestion.Rate, 0.01, 0.1);
    }

    [Fact]
    public void Noise_alone_is_no_clear_fall()
    {
        int clear = Enumerable.Range(0, 200).Count(seed =>
        {
            var (curve, ranAway) = Run(i => 1 + (0.5 * Philox.Normal(seed, RandomStream.DataNoise, 0, i)));
            return RangeTestSuggestion.Of(curve, Range, ranAway, new SGD()).IsClear;
        });
        Assert.InRange(clear, 0, 20);
    }

    [Fact]
    public void A_fall_in_noise_is_clear()
    {
        int clear = Enumerable.Range(0, 200).Count(seed =>
        {
            var (curve, ranAway) = Run(i => (i < 50 ? 2 : 0.6) + (0.2 * Philox.Normal(seed, RandomStream.DataNoise, 0, i)));
            return RangeTestSuggestion.Of(curve, Range, ranAway, new SGD()).IsClear;
        });
        Assert.Equal(200, clear);
    }

    [Fact]
    public void A_loss_that_only_rises_leaves_a_hundredth_of_where_it_ran_away()
    {
        var (curve, ranAway) = Run(i => i < 80 ? 1 : Math.Pow(3, i - 79));
        var suggestion = RangeTestSuggestion.Of(curve, Range, ranAway, new SGD());
        Assert.False(suggestion.IsClear);
        Assert.Equal(curve[^1].LearningRate / 100, suggestion.Rate, 1e-15);
    }

    [Theory]
    [InlineData(1e-6, 1e-4, 1e-4)]
    [InlineData(1, 10, 1)]
    public void Even_a_guess_lies_within_the_range(double minimum, double maximum, double expected)
    {
        var range = new RangeTestOptions { Minimum = minimum, Maximum = maximum };
        Assert.Equal(expected, RangeTestSuggestion.Of([], range, ranAway: false, new SGD()).Rate);
        Assert.Equal(minimum, RangeTestSuggestion.Of([], range, ranAway: true, new SGD()).Rate);
    }

    private static (IReadOnlyList<LearningRatePoint> Curve, bool RanAway) Run(Func<int, double> loss)
    {
        var curve = new RangeTestCurve(Range.Steps, null);
        int step = 0;
        while (curve.Add(Range.Minimum * Math.Pow(Range.Maximum / Range.Minimum, step / 99.0), loss(step)))
        {
            step++;
        }

        return (curve.Points, curve.Points.Count < Range.Steps);
    }
}
