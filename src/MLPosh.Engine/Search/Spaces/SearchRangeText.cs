using System.Globalization;
using System.Text.RegularExpressions;

namespace MLPosh;

/// <summary>Reads distributions that are written as text: "LogUniform(1e-4, 1)".</summary>
internal static partial class SearchRangeText
{
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
        if (SearchRangeKind.Known.TryFind(name, out var kind))
        {
            return kind!.OfBounds is { } make
                ? Ranged(parameter, kind.Name, arguments, make)
                : new Choice(arguments.Select(Value));
        }

        return NameDistance.Nearest(name, SearchRangeKind.Known.Names) is { } near
            ? throw Option.OutOfRange(parameter, $"'{text}'", $"a value or a distribution; did you mean {near}(…)?")
            : null;
    }

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z]+)\s*\((?<arguments>[^()]*)\)\s*$")]
    private static partial Regex Call();

    private static SearchRange Ranged(
        string parameter, string name, string[] arguments, Func<double, double, SearchRange> make) =>
        arguments.Length == 2 && Number(arguments[0]) is { } minimum && Number(arguments[1]) is { } maximum
            ? make(minimum, maximum)
            : throw Option.OutOfRange(
                parameter, $"'{name}({string.Join(", ", arguments)})'", $"{name}(minimum, maximum) with two numbers");

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    private static object Value(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int whole) ? whole
        : Number(text) is { } number ? number
        : text.Trim('\'', '"');
}
