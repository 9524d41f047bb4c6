using MLPosh.Devices;

namespace MLPosh.Engine.Tests.Search;

public class SearchRangeTests
{
    private const double AlmostOne = 1 - (1.0 / (1L << 53));

    [Theory]
    [InlineData("Uniform(-2, 3)", -2.0, 3.0)]
    [InlineData("LogUniform(1e-4, 1)", 1e-4, 1.0)]
    [InlineData("LogUniform(1e-300, 1e300)", 1e-300, 1e300)]
    [InlineData("Uniform(-1.7e308, 1.7e308)", -1.7e308, 1.7e308)]
    [InlineData("LogUniform(0.1, 0.1)", 0.1, 0.1)]
    [InlineData("Uniform(0.1, 0.1)", 0.1, 0.1)]
    public void Numbers_lie_between_the_bounds_and_reach_them(string text, double minimum, double maximum)
    {
        var range = SearchRange.Of("P", text);
        Assert.Equal(minimum, range.At(0));
        Assert.Equal(maximum, (double)range.At(AlmostOne), Math.Abs(maximum) * 1e-9);
        Assert.All(Shares(2000), share => Assert.InRange((double)range.At(share), minimum, maximum));
        Assert.Null(range.Values);
    }

    [Fact]
    public void Uniform_spreads_its_numbers_evenly() =>
        AssertDistributed("Uniform(-2, 3)", value => (value + 2) / 5);

    [Fact]
    public void LogUniform_spreads_the_logarithms_evenly() =>
        AssertDistributed("LogUniform(1e-4, 10)", value => (Math.Log10(value) + 4) / 5);

    [Fact]
    public void Integer_has_each_number_as_often_both_ends_included()
    {
        var range = SearchRange.Of("P", "Integer(-3, 6)");
        var counts = Shares(10_000).Select(share => (int)range.At(share)).CountBy(value => value).ToDictionary();
        Assert.Equal(Enumerable.Range(-3, 10), counts.Keys.Order());

        // Five standard deviations of a count.
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1150));
        Assert.Equal((-3, 6), (range.At(0), range.At(AlmostOne)));
        Assert.Equal(Enumerable.Range(-3, 10).Cast<object>(), range.Values!);
    }

    [Theory]
    [InlineData(int.MinValue, int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(5, 5)]
    [InlineData(-1, 0)]
    public void Integer_goes_to_the_ends_of_all_whole_numbers(int minimum, int maximum)
    {
        var range = new Integer(minimum, maximum);
        Assert.Equal((minimum, maximum), (range.At(0), range.At(AlmostOne)));
        Assert.All(Shares(1000), share => Assert.InRange((int)range.At(share), minimum, maximum));
        Assert.Equal(Math.Min((long)maximum - minimum + 1, int.MaxValue), range.Values.Count);
        Assert.Equal(minimum, range.Values[0]);
    }

    [Fact]
    public void Choice_has_each_value_as_often()
    {
        var range = new Choice(["a", 2, 3.5]);
        var counts = Shares(9000).Select(range.At).CountBy(value => value).ToDictionary();
        Assert.Equal(3, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 2775, 3225));
        Assert.Equal(("a", 3.5), (range.At(0), range.At(AlmostOne)));
    }

    [Theory]
    [InlineData("LogUniform(1e-4, 1)", "LogUniform(0.0001, 1)")]
    [InlineData(" loguniform ( 0.5,2 ) ", "LogUniform(0.5, 2)")]
    [InlineData("UNIFORM(-1, 1.5)", "Uniform(-1, 1.5)")]
    [InlineData("Integer(8, 64)", "Integer(8, 64)")]
    [InlineData("Integer(1e1, 2e1)", "Integer(10, 20)")]
    [InlineData("Choice(ReLU, 'Tanh', 3, 0.5)", "Choice(ReLU, Tanh, 3, 0.5)")]
    [InlineData("Choice(ReLU)", "Choice(ReLU)")]
    [InlineData("Adam", "Choice(Adam)")]
    [InlineData("Linear(10)", "Choice(Linear(10))")]
    public void Texts_are_read_as_what_they_say(string text, string expected) =>
        Assert.Equal(expected, SearchRange.Of("P", text).ToString());

    [Fact]
    public void Values_of_a_text_are_whole_numbers_numbers_and_texts() =>
        Assert.Equal([3, 0.5, "ReLU", -1], SearchRange.Of("P", "Choice(3, 0.5, ReLU, -1)").Values!);

    [Theory]
    [InlineData("Uniform(1, 0)", "Uniform(1, 0) is a range")]
    [InlineData("LogUniform(0, 1)", "two numbers above 0")]
    [InlineData("LogUniform(-1, 1)", "two numbers above 0")]
    [InlineData("LogUniform(1)", "LogUniform(minimum, maximum) with two numbers")]
    [InlineData("LogUniform(1, 2, 3)", "LogUniform(minimum, maximum) with two numbers")]
    [InlineData("Uniform(a, b)", "P is 'Uniform(a, b)'")]
    [InlineData("Uniform()", "with two numbers")]
    [InlineData("Uniform(NaN, 1)", "two numbers")]
    [InlineData("Uniform(0, 1e999)", "two numbers")]
    [InlineData("Integer(1, 2.5)", "Integer(1, 2.5) is a range; it must be one of two whole numbers")]
    [InlineData("Integer(2, 1)", "Integer(2, 1) is a range")]
    [InlineData("Integer(0, 3000000000)", "from -2147483648 to 2147483647")]
    [InlineData("LogUnifrm(1, 2)", "did you mean LogUniform(…)?")]
    [InlineData("Intger(1, 2)", "did you mean Integer(…)?")]
    public void A_text_that_is_nearly_a_range_is_an_error(string text, string part)
    {
        var error = Assert.Throws<MLPoshException>(() => SearchRange.Of("P", text));
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_are_choices_and_lists_among_them_values()
    {
        Assert.Equal([1, 2], SearchRange.Of("P", new object[] { 1, 2 }).Values!);
        Assert.Equal([0.5], SearchRange.Of("P", 0.5).Values!);
        Assert.Equal(new object[] { new[] { 1, 4, 1 }, new[] { 1, 8, 1 } }, SearchRange.Of("P", new[] { new[] { 1, 4, 1 }, [1, 8, 1] }).Values!);

        // PowerShell's "3, ,(4, 4)".
        Assert.Equal(new object[] { 3, new object[] { 4, 4 } }, SearchRange.Of("P", new object[] { 3, new object[] { new object[] { 4, 4 } } }).Values!);
        Assert.IsType<LogUniform>(SearchRange.Of("P", new object[] { "LogUniform(1, 2)" }));
        var range = new Uniform(0, 1);
        Assert.Same(range, SearchRange.Of("P", range));
        Assert.Same(range, SearchRange.Of("P", new object[] { range }));
        var error = Assert.Throws<MLPoshException>(() => SearchRange.Of("P", Array.Empty<object>()));
        Assert.Contains("P is an empty list", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("choice", null, null, "a", "Choice(a)")]
    [InlineData("Uniform", 1.0, 2.0, null, "Uniform(1, 2)")]
    [InlineData("LogUniform", 1.0, 2.0, null, "LogUniform(1, 2)")]
    [InlineData("Integer", 1.0, 2.0, null, "Integer(1, 2)")]
    public void Create_makes_each_kind(string kind, double? minimum, double? maximum, string? value, string expected) =>
        Assert.Equal(expected, SearchRange.Create(kind, minimum, maximum, value is null ? null : [value]).ToString());

    [Theory]
    [InlineData("Normal", 1.0, 2.0, null, ErrorId.SearchSpaceNotRecognized, "Known: Choice, Uniform, LogUniform, Integer.")]
    [InlineData("Uniform", null, 2.0, null, ErrorId.OptionOutOfRange, "Minimum is missing")]
    [InlineData("Uniform", 1.0, null, null, ErrorId.OptionOutOfRange, "Maximum is missing")]
    [InlineData("Uniform", 1.0, 2.0, "a", ErrorId.OptionOutOfRange, "Value is given")]
    [InlineData("Integer", 1.5, 2.0, null, ErrorId.OptionOutOfRange, "whole numbers")]
    [InlineData("Choice", null, null, null, ErrorId.OptionOutOfRange, "Value is missing")]
    [InlineData("Choice", 1.0, null, "a", ErrorId.OptionOutOfRange, "Minimum is given")]
    [InlineData("Choice", null, 1.0, "a", ErrorId.OptionOutOfRange, "Maximum is given")]
    public void Create_says_what_is_wrong(
        string kind, double? minimum, double? maximum, string? value, ErrorId id, string part)
    {
        var error = Assert.Throws<MLPoshException>(
            () => SearchRange.Create(kind, minimum, maximum, value is null ? null : [value]));
        Assert.Equal(id, error.Id);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Kolmogorov and Smirnov: the largest distance between the drawn and the right distribution function.</summary>
    private static void AssertDistributed(string text, Func<double, double> share)
    {
        const int count = 10_000;
        var range = SearchRange.Of("P", text);
        double[] drawn = [.. Shares(count).Select(at => share((double)range.At(at))).Order()];
        double distance = drawn.Select((value, i) => Math.Max(value - (i / (double)count), ((i + 1) / (double)count) - value)).Max();

        // One in 10^6 draws of the right distribution is further off: sqrt(ln(2·10^6) / (2·count)).
        Assert.InRange(distance, 0, 0.027);
    }

    private static IEnumerable<double> Shares(int count) =>
        Enumerable.Range(0, count).Select(i => Philox.Uniform(1, RandomStream.Trials, (uint)i, 1));
}
