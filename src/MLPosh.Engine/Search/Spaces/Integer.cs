using System.Globalization;

namespace MLPosh;

/// <summary>Any whole number between two, both included, each as likely as the others.</summary>
public sealed record Integer : SearchRange
{
    /// <param name="minimum">The lowest.</param>
    /// <param name="maximum">The highest, not below <paramref name="minimum"/>.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public Integer(int minimum, int maximum)
    {
        (Minimum, Maximum) = (minimum, maximum);
        if (maximum < minimum)
        {
            throw Option.OutOfRange(ToString(), "a range", "one of two numbers of which the second is not below the first");
        }
    }

    /// <summary>The lowest.</summary>
    public int Minimum { get; }

    /// <summary>The highest.</summary>
    public int Maximum { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<object> Values => new Numbers(Minimum, Maximum);

    /// <inheritdoc/>
    public override string Name => nameof(Integer);

    /// <inheritdoc/>
    public override object At(double share) => (int)(Minimum + (long)(share * ((long)Maximum - Minimum + 1)));

    /// <inheritdoc/>
    public override string ToString() => $"{Name}({Minimum}, {Maximum})";

    /// <summary>The range between two numbers that may turn out not to be whole.</summary>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    internal static Integer Of(double minimum, double maximum) => IsWhole(minimum) && IsWhole(maximum)
        ? new Integer((int)minimum, (int)maximum)
        : throw Option.OutOfRange(
            string.Create(CultureInfo.InvariantCulture, $"{nameof(Integer)}({minimum}, {maximum})"),
            "a range",
            string.Create(CultureInfo.InvariantCulture, $"one of two whole numbers from {int.MinValue} to {int.MaxValue}"));

    private static bool IsWhole(double value) => value == Math.Floor(value) && value is >= int.MinValue and <= int.MaxValue;

    /// <summary>As a list that takes no room: a range may be millions long.</summary>
    private sealed class Numbers(int minimum, int maximum) : IReadOnlyList<object>
    {
        public int Count => checked((int)Math.Min(int.MaxValue, (long)maximum - minimum + 1));

        public object this[int index] => minimum + index;

        public IEnumerator<object> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
