using MLPosh.Devices.Gpu;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>What repeats is sent once, and has to be all that there is.</summary>
public class RepetitionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1, 7)]
    [InlineData(1, 7, 7, 7)]
    [InlineData(2, 7, 8, 7, 8, 7)]
    [InlineData(3, 8, 9, 7, 8, 9, 7)]
    [InlineData(3, 7, 8, 9)]
    [InlineData(4, 7, 8, 7, 9)]
    [InlineData(4, 7, 7, 7, 8)]
    [InlineData(4, 7, 7, 8, 7)]
    public void The_period_is_that_of_all_values_or_their_number(int expected, params int[] values) =>
        Assert.Equal(expected, Repetition.PeriodOf<int>(values));

    [Fact]
    public void Rules_that_count_are_said_by_the_first_until_the_learning_rate_changes()
    {
        var rules = Adam(0.1, 0.1, 0.1, 0.1, 0.1);
        Assert.True(Repetition.IsCountedOn<AdamState.Plain>(rules));
        Assert.True(Repetition.IsCountedOn<AdamState.Plain>(rules.AsSpan(2)));
        Assert.False(Repetition.IsCountedOn<AdamState.Plain>(Adam(0.1, 0.1, 0.2)));
        Assert.False(Repetition.IsCountedOn<AdamState.Plain>([rules[0], rules[2]]));
        Assert.False(Repetition.IsCountedOn<AdamState.Plain>([]));
        Assert.False(Repetition.IsCountedOn<SGD.Plain>([new SGD.Plain(0.1, 0), new SGD.Plain(0.1, 0)]));
    }

    /// <summary>The rules of steps with these learning rates.</summary>
    private static AdamState.Plain[] Adam(params double[] rates)
    {
        var rule = new AdamState.Plain(new Moments(0.9, 0.999, 0), 1e-8) { Keep = 1 };
        return
        [
            .. rates.Select(rate =>
            {
                rule.LearningRate = rate;
                rule.Advance();
                return rule;
            }),
        ];
    }
}
