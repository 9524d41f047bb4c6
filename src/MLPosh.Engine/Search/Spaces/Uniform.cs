using System.Globalization;

namespace MLPosh;

/// <summary>Any number between two, each as likely as the others.</summary>
public sealed record Uniform : SearchRange
{
    /// <param name="minimum">The lowest.</param>
    /// <param name="maximum">The highest, not below <paramref name="minimum"/>.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public Uniform(double minimum, double maximum)
    {
        (Minimum, Maximum) = (minimum, maximum);
        if (!double.IsFinite(minimum) || !double.IsFinite(maximum) || maximum < minimum)
        {
            throw Option.OutOfRange(ToString(), "a range", "one of two numbers of which the second is not below the first");
        }
    }

    /// <summary>The lowest.</summary>
    public double Minimum { get; }

    /// <summary>The highest.</summary>
    public double Maximum { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<object>? Values => null;

    /// <inheritdoc/>
    public override string Name => nameof(Uniform);

    /// <inheritdoc/>
    public override object At(double share) =>
        // By two products, since Maximum - Minimum can be beyond the largest number.
        Math.Clamp(((1 - share) * Minimum) + (share * Maximum), Minimum, Maximum);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}({Minimum}, {Maximum})");
}
