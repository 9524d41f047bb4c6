using System.Globalization;

namespace MLPosh;

/// <summary>Checks of settings, all with the same error.</summary>
internal static class Option
{
    public static double Positive(double value, string name) => double.IsFinite(value) && value > 0
        ? value
        : throw OutOfRange(name, value, "a number above 0");

    public static double NotNegative(double value, string name) => double.IsFinite(value) && value >= 0
        ? value
        : throw OutOfRange(name, value, "a number of 0 or above");

    /// <summary>How much of something is kept, never all of it.</summary>
    public static double Share(double value, string name) => value is >= 0 and < 1
        ? value
        : throw OutOfRange(name, value, "a number from 0 to below 1");

    /// <summary>What something is multiplied by to become smaller, or stay.</summary>
    public static double Factor(double value, string name) => value is > 0 and <= 1
        ? value
        : throw OutOfRange(name, value, "a number above 0, at most 1");

    public static double Between(double low, double high, double value, string name) => value > low && value < high
        ? value
        : throw OutOfRange(name, value, string.Create(CultureInfo.InvariantCulture, $"a number above {low} and below {high}"));

    public static int AtLeast(int least, int value, string name) => value >= least
        ? value
        : throw OutOfRange(name, value, $"a whole number of {least} or above");

    /// <param name="name">The setting.</param>
    /// <param name="value">What it was.</param>
    /// <param name="expected">What it may be: "a number above 0" …</param>
    public static MLPoshException OutOfRange(string name, object value, string expected) => new(
        ErrorId.OptionOutOfRange,
        string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be {expected}."),
        value);
}
