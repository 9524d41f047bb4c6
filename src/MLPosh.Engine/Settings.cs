using System.Collections;
using System.Globalization;
using System.Reflection;

namespace MLPosh;

/// <summary>
/// The settings of an optimizer or a schedule: its public properties that can be given. Found by reflection, so that a
/// setting is written once, where it is checked.
/// </summary>
internal static class Settings
{
    /// <summary>Puts what was given into a thing that nobody else has seen yet.</summary>
    /// <param name="fresh">The thing, with its defaults.</param>
    /// <param name="name">What the thing is called in a message.</param>
    /// <param name="given">Values by the name of the setting, in any case.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange for a setting that the thing does not have, or its value.</exception>
    public static T Apply<T>(T fresh, string name, IReadOnlyDictionary<string, object> given)
        where T : class
    {
        var properties = Of(fresh);
        foreach (string setting in given.Keys)
        {
            if (!properties.Any(property => property.Name.Equals(setting, StringComparison.OrdinalIgnoreCase)))
            {
                throw new MLPoshException(
                    ErrorId.OptionOutOfRange,
                    $"{name} has no setting {setting}. It has: {string.Join(", ", properties.Select(property => property.Name))}.",
                    setting);
            }
        }

        // In the order of the properties: one may be checked against another, as Nesterov against Momentum.
        foreach (var property in properties)
        {
            foreach (var (_, value) in given.Where(
                setting => setting.Key.Equals(property.Name, StringComparison.OrdinalIgnoreCase)))
            {
                Set(fresh, property, value);
            }
        }

        return fresh;
    }

    /// <summary>All settings with their values: "LearningRate 0.01, Momentum 0 …".</summary>
    public static string Describe(object thing) =>
        string.Join(", ", Of(thing).Select(property => $"{property.Name} {Text(property.GetValue(thing))}"));

    /// <summary>The settings that have a value, as <see cref="Apply"/> takes them.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Values(object thing) =>
        from property in Of(thing)
        let value = property.GetValue(thing)
        where value is not null
        select KeyValuePair.Create(property.Name, value);

    /// <summary>The settings, those of the base types first, as they stand in the source.</summary>
    private static PropertyInfo[] Of(object thing) =>
    [
        .. thing.GetType().GetProperties()
            .Where(property => property.SetMethod is { IsPublic: true })
            .OrderBy(property => Depth(property.DeclaringType!))
            .ThenBy(property => property.MetadataToken),
    ];

    private static int Depth(Type type) => type.BaseType is { } parent ? Depth(parent) + 1 : 0;

    private static void Set(object fresh, PropertyInfo property, object value)
    {
        if (value is string name && property.PropertyType.IsEnum && Enum.TryParse(property.PropertyType, name, ignoreCase: true, out object? named))
        {
            value = named!;
        }

        try
        {
            property.SetValue(fresh, value, BindingFlags.DoNotWrapExceptions, null, null, null);
        }
        catch (ArgumentException)
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            throw Option.OutOfRange(property.Name, value, $"of type {type.Name}");
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "from the run",
        IEnumerable list and not string => string.Join('/', list.Cast<object>().Select(Text)),
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
