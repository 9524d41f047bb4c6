using System.Globalization;

namespace MLPosh;

/// <summary>Any number between two, each power of ten as likely as the others: for what is multiplied, such as a learning rate.</summary>
public sealed record LogUniform : SearchRange
{
    /// <param name="minimum">The lowest, above 0.</param>
    /// <param name="maximum">The highest, not below <paramref name="minimum"/>.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public LogUniform(double minimum, double maximum)
    {
        (Minimum, Maximum) = (minimum, maximum);
        if (!(minimum > 0) || !double.IsFinite(maximum) || maximum < minimum)
        {
            throw Option.OutOfRange(
                ToString(), "a range", "one of two numbers above 0 of which the second is not below the first");
        }
    }

    /// <summary>The lowest.</summary>
    public double Minimum { get; }

    /// <summary>The highest.</summary>
    public double Maximum { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<object>? Values => null;

    /// <inheritdoc/>
    public override string Name => nameof(LogUniform);

    /// <inheritdoc/>
    public override object At(double share) =>
        // By two powers, since Maximum / Minimum can be beyond the largest number.
        Math.Clamp(Math.Pow(Minimum, 1 - share) * Math.Pow(Maximum, share), Minimum, Maximum);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}({Minimum}, {Maximum})");
}
