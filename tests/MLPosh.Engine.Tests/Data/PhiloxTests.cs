using MLPosh.Devices;

namespace MLPosh.Engine.Tests.Data;

public sealed class PhiloxTests
{
    /// <summary>The known answers that Random123 1.14 ships in kat_vectors for philox4x32-10.</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0ul, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(
        0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xfffffffffffffffful,
        0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(
        0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0x299f31d0a4093822ul,
        0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void The_words_are_those_of_Random123(
        uint c0, uint c1, uint c2, uint c3, ulong key, uint a, uint b, uint c, uint d) =>
        Assert.Equal((a, b, c, d), Philox.Words(key, c0, c1, c2, c3));

    [Fact]
    public void Uniform_numbers_fill_the_unit_interval_evenly()
    {
        double[] numbers = [.. Enumerable.Range(0, 100_000).Select(i => Philox.Uniform(1, RandomStream.Split, 0, i))];
        Assert.All(numbers, number => Assert.InRange(number, 0, 1 - double.Epsilon));
        int[] tenths = [.. numbers.GroupBy(number => (int)(number * 10)).Select(group => group.Count())];
        Assert.Equal(10, tenths.Length);
        // Five standard deviations of a binomial count.
        Assert.All(tenths, count => Assert.InRange(count, 10_000 - 475, 10_000 + 475));
    }

    [Fact]
    public void Normal_numbers_have_mean_0_deviation_1_and_the_tails_of_a_normal()
    {
        double[] numbers = [.. Enumerable.Range(0, 100_000).Select(i => Philox.Normal(1, RandomStream.DataNoise, 0, i))];
        Assert.Equal(0, numbers.Average(), 0.016);
        Assert.Equal(1, Math.Sqrt(numbers.Average(number => number * number)), 0.012);
        Assert.Equal(0.0455, numbers.Count(number => Math.Abs(number) > 2) / 100_000.0, 0.0035);
    }

    [Fact]
    public void Streams_steps_seeds_and_elements_give_different_numbers()
    {
        double[] numbers =
        [
            Philox.Uniform(1, RandomStream.Split, 0, 0),
            Philox.Uniform(2, RandomStream.Split, 0, 0),
            Philox.Uniform(1, RandomStream.Shuffle, 0, 0),
            Philox.Uniform(1, RandomStream.Split, 1, 0),
            Philox.Uniform(1, RandomStream.Split, 0, 1),
            Philox.Uniform(1, RandomStream.Split, 0, 1L << 32),
            Philox.Uniform(1L + (1L << 32), RandomStream.Split, 0, 0),
        ];
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
    }

    [Fact]
    public void A_shuffle_keeps_every_item_and_repeats_with_its_seed()
    {
        int[] first = [.. Enumerable.Range(0, 50)], second = [.. first], other = [.. first];
        Philox.Shuffle(3, RandomStream.Split, 0, first);
        Philox.Shuffle(3, RandomStream.Split, 0, second);
        Philox.Shuffle(4, RandomStream.Split, 0, other);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.Equal(Enumerable.Range(0, 50), first.Order());
    }

    [Fact]
    public void Every_order_of_three_comes_up_about_as_often()
    {
        var counts = Enumerable.Range(0, 6_000).GroupBy(step =>
        {
            int[] items = [0, 1, 2];
            Philox.Shuffle(5, RandomStream.Split, (uint)step, items);
            return string.Join(' ', items);
        }).Select(group => group.Count()).ToArray();
        Assert.Equal(6, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 1_000 - 145, 1_000 + 145));
    }
}
