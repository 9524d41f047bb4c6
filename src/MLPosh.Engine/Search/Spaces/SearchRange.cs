using System.Collections;

namespace MLPosh;

/// <summary>The values that one parameter of a sweep may take: a list, or a distribution.</summary>
public abstract record SearchRange
{
    private protected SearchRange()
    {
    }

    /// <summary>The names that <see cref="Create"/> and texts know.</summary>
    public static IReadOnlyList<string> Kinds => SearchRangeKind.Known.Names;

    /// <summary>All values, in order; null where there is a continuum of them.</summary>
    public abstract IReadOnlyList<object>? Values { get; }

    /// <summary>The name that <see cref="Of"/> reads it by.</summary>
    public abstract string Name { get; }

    /// <summary>The value at a share of the distribution.</summary>
    /// <param name="share">From 0 to below 1.</param>
    public abstract object At(double share);

    /// <summary>Makes a range by the name of its kind.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>, in any case.</param>
    /// <param name="minimum">The lowest; null for Choice.</param>
    /// <param name="maximum">The highest; null for Choice.</param>
    /// <param name="values">The values of Choice, of which one may itself be a list; null for the other kinds.</param>
    /// <exception cref="MLPoshException">
    /// SearchSpaceNotRecognized, listing the known ones; OptionOutOfRange for what is missing, of no use or no range.
    /// </exception>
    public static SearchRange Create(string kind, double? minimum, double? maximum, IEnumerable<object>? values)
    {
        var known = SearchRangeKind.Known.Find(kind);
        (string Name, bool IsGiven)[] bounds = [("Minimum", minimum is not null), ("Maximum", maximum is not null)];
        (string Name, bool IsGiven)[] list = [("Value", values is not null)];
        var (taken, others) = known.OfBounds is null ? (list, bounds) : (bounds, list);
        if (others.FirstOrDefault(other => other.IsGiven).Name is { } useless)
        {
            throw Option.OutOfRange(
                useless, "given", $"left out with the kind {known.Name}, which has {string.Join(" and ", taken.Select(own => own.Name))}");
        }

        if (taken.FirstOrDefault(own => !own.IsGiven).Name is { } missing)
        {
            throw Option.OutOfRange(missing, "missing", $"given with the kind {known.Name}");
        }

        return known.OfBounds is { } make ? make(minimum!.Value, maximum!.Value) : new Choice(values!.Select(Value));
    }

    /// <summary>Reads what a parameter may be.</summary>
    /// <param name="parameter">Its name, for messages.</param>
    /// <param name="value">
    /// A range; a text such as "LogUniform(1e-4, 1)"; a list of values, of which one may itself be a list; or a single value.
    /// </param>
    /// <exception cref="MLPoshException">OptionOutOfRange for an empty list, or a distribution that is none.</exception>
    public static SearchRange Of(string parameter, object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value switch
        {
            SearchRange range => range,
            string text => SearchRangeText.TryRead(parameter, text) ?? new Choice([text]),
            IEnumerable list => List(parameter, [.. list.Cast<object>()]),
            _ => new Choice([value]),
        };
    }

    private static SearchRange List(string parameter, object[] values) => values switch
    {
        [] => throw Option.OutOfRange(parameter, "an empty list", "a value, several of them, or a distribution"),
        [SearchRange range] => range,
        [string text] when SearchRangeText.TryRead(parameter, text) is { } range => range,
        _ => new Choice(values.Select(Value)),
    };

    /// <summary>A value of a list; one written as a list of one list, which is how PowerShell's ",(1, 10, 6, 1)" comes among others.</summary>
    private static object Value(object value) => value is IList { Count: 1 } outer && outer[0] is IList inner ? inner : value;
}
