using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Reads parameters that are typed object: a name or the thing itself, numbers in any form, a time.</summary>
internal static class Argument
{
    /// <summary>The thing that was given, by itself or by name; null when nothing was.</summary>
    /// <param name="value">What the caller gave.</param>
    /// <param name="find">Finds it by name, and throws the named error for a name that is not known.</param>
    public static T? Named<T>(object? value, Func<string, T> find)
        where T : class => Unwrap(value) switch
        {
            null => null,
            T thing => thing,
            var other => find(Convert.ToString(other, CultureInfo.InvariantCulture) ?? ""),
        };

    /// <summary>Takes PowerShell's wrappers off a value and, if it is a list, off what it holds.</summary>
    public static object? Plain(object? value)
    {
        value = Unwrap(value);
        return value switch
        {
            Array { Rank: > 1 } table => PlainTable(table),
            double[] or float[] or int[] or string[] or IDictionary or string => value,
            IEnumerable list => list.Cast<object?>().Select(Plain).ToList(),
            _ => value,
        };
    }

    /// <summary>A TimeSpan, or a number of seconds.</summary>
    /// <exception cref="MLPoshException">OptionOutOfRange for anything else.</exception>
    public static TimeSpan? Time(object? value, string name)
    {
        value = Unwrap(value);
        switch (value)
        {
            case null:
                return null;
            case TimeSpan time:
                return time;
            case string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && text.Contains(':'):
                return time;
        }

        return LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out double seconds)
            && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new MLPoshException(
                ErrorId.OptionOutOfRange, $"{name} is '{value}'; it must be a TimeSpan or a number of seconds.", value);
    }

    public static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static Array PlainTable(Array table)
    {
        if (table is not (object[,] or object[,,] or object[,,,]))
        {
            return table;
        }

        var plain = (Array)table.Clone();
        foreach (int[] at in Positions(table))
        {
            plain.SetValue(Unwrap(table.GetValue(at)), at);
        }

        return plain;
    }

    private static IEnumerable<int[]> Positions(Array table) => Enumerable.Range(0, table.Rank)
        .Aggregate<int, IEnumerable<int[]>>(
            [[]],
            (starts, dimension) => starts.SelectMany(
                start => Enumerable.Range(0, table.GetLength(dimension)).Select(i => (int[])[.. start, i])));
}
