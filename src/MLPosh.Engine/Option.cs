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

    public static double Share(double value, string name) => value is >= 0 and < 1
        ? value
        : throw OutOfRange(name, value, "a number from 0 to below 1");

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
