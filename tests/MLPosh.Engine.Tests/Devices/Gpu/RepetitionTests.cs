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
}
