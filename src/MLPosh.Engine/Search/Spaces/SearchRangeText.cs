using System.Globalization;
using System.Text.RegularExpressions;

namespace MLPosh;

/// <summary>Reads distributions that are written as text: "LogUniform(1e-4, 1)".</summary>
internal static partial class SearchRangeText
{
    private static readonly (string Name, Func<string, string[], SearchRange> Read)[] Known =
    [
        (nameof(Uniform), (parameter, bounds) => { var (low, high) = Bounds(parameter, nameof(Uniform), bounds); return new Uniform(low, high); }),
        (nameof(LogUniform), (parameter, bounds) => { var (low, high) = Bounds(parameter, nameof(LogUniform), bounds); return new LogUniform(low, high); }),
        (nameof(Integer), (parameter, bounds) =>
        {
            var (low, high) = Bounds(parameter, nameof(Integer), bounds);
            return new Integer(Whole(parameter, low), Whole(parameter, high));
        }),
        (nameof(Choice), (_, values) => new Choice([.. values.Select(Value)])),
    ];

    public static IEnumerable<string> Names => Known.Select(known => known.Name);

    /// <summary>The distribution; null where the text is another thing, such as the name of an optimizer or a layer.</summary>
    /// <exception cref="MLPoshException">OptionOutOfRange for bounds that are none, or a name that is nearly one.</exception>
    public static SearchRange? TryRead(string parameter, string text)
    {
        if (Call().Match(text) is not { Success: true } call)
        {
            return null;
        }

        string name = call.Groups["name"].Value;
        string[] arguments = call.Groups["arguments"].Value.Split(',', StringSplitOptions.TrimEntries);
        foreach (var known in Known)
        {
            if (known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return known.Read(parameter, arguments);
            }
        }

        return NameDistance.Nearest(name, Names) is { } near
            ? throw Option.OutOfRange(parameter, $"'{text}'", $"a value or a distribution; did you mean {near}(…)?")
            : null;
    }

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z]+)\s*\((?<arguments>[^()]*)\)\s*$")]
    private static partial Regex Call();

    private static (double Low, double High) Bounds(string parameter, string name, string[] arguments) =>
        arguments.Length == 2 && Number(arguments[0]) is { } low && Number(arguments[1]) is { } high
            ? (low, high)
            : throw Option.OutOfRange(
                parameter, $"'{name}({string.Join(", ", arguments)})'", $"{name}(minimum, maximum) with two numbers");

    private static int Whole(string parameter, double value) => value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue
        ? (int)value
        : throw Option.OutOfRange(parameter, value, "a whole number in Integer(minimum, maximum)");

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    private static object Value(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int whole) ? whole
        : Number(text) is { } number ? number
        : text.Trim('\'', '"');
}
