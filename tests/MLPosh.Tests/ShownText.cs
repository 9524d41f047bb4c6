using System.Globalization;
using System.Text.RegularExpressions;

namespace MLPosh.Tests;

/// <summary>What a page says that comes out against what did.</summary>
internal static partial class ShownText
{
    /// <summary>
    /// Word by word: times differ from run to run, and the last digits of numbers from machine to machine, whose registers
    /// hold more or fewer samples.
    /// </summary>
    public static void Same(string expected, string actual)
    {
        string[] Words(string text) => Times().Replace(text, "TIME")
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        var (left, right) = (Words(expected), Words(actual));
        Assert.Equal(left.Length, right.Length);
        foreach (var (word, other) in left.Zip(right))
        {
            if (double.TryParse(word, CultureInfo.InvariantCulture, out double number))
            {
                double found = double.Parse(other, CultureInfo.InvariantCulture);
                Assert.True(
                    found.Equals(number) || Math.Abs(found - number) <= 0.01 * Math.Abs(number), $"{found} is not {number}");
            }
            else
            {
                Assert.Equal(word, other);
            }
        }
    }

    [GeneratedRegex(@"[\d.]+ m?s\b")]
    private static partial Regex Times();
}
