using System.Collections;
using System.Globalization;

namespace MLPosh;

/// <summary>The values of an expression's variables, read from what a script holds them in.</summary>
internal sealed class ExpressionPoint
{
    private readonly Dictionary<string, IReadOnlyList<double>> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="MLPoshException">ParameterNotFound, OptionOutOfRange, ParameterShapeMismatch.</exception>
    public ExpressionPoint(IReadOnlyList<string> variables, IDictionary at)
    {
        var given = ByName(at);
        string names = given.Count > 0 ? $"has {string.Join(", ", given.Keys)}" : "is empty";
        foreach (string name in variables.Where(name => !given.ContainsKey(name)))
        {
            throw new MLPoshException(
                ErrorId.ParameterNotFound, $"The variable '{name}' has no value: -At {names}.", name);
        }

        // A misspelt name must not pass silently.
        foreach (string name in given.Keys.Except(variables, StringComparer.OrdinalIgnoreCase))
        {
            string known = variables.Count > 0 ? $"Its variables: {string.Join(", ", variables)}" : "It has none";
            throw new MLPoshException(
                ErrorId.ParameterNotFound, $"The expression has no variable '{name}' that -At could give a value. {known}.", name);
        }

        foreach (string name in variables)
        {
            Read(name, given[name]);
        }
    }

    /// <summary>Whether any value is a list.</summary>
    public bool IsList { get; private set; }

    /// <summary>The length of the lists; 1 for single numbers.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>The value of a variable at one place in the lists.</summary>
    public double Value(string name, int index) => _values[name] is { Count: > 1 } list ? list[index] : _values[name][0];

    private static Dictionary<string, object?> ByName(IDictionary at)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in at)
        {
            string key = Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "";
            string name = key.StartsWith('$') ? key[1..] : key;
            if (!values.TryAdd(name, entry.Value))
            {
                throw new MLPoshException(
                    ErrorId.OptionOutOfRange, $"-At has '{name}' twice; case and $ make no difference.", name);
            }
        }

        return values;
    }

    private void Read(string name, object? value)
    {
        var numbers = NumericArray.Read(value, name, ErrorId.ParameterShapeMismatch, ErrorId.OptionOutOfRange);
        int count = numbers.Values.Count;
        if (numbers.Shape.Count > 1 || count == 0)
        {
            throw new MLPoshException(
                ErrorId.ParameterShapeMismatch,
                $"The value of '{name}' is {(count == 0 ? "an empty list" : "lists in a list")}; it must be a number or a list of numbers.",
                name);
        }

        if (numbers.Shape.Count == 1)
        {
            if (IsList && count != Count)
            {
                throw new MLPoshException(
                    ErrorId.ParameterShapeMismatch,
                    $"'{name}' has {count} value(s), the lists before it {Count}; all lists must have the same length.",
                    name);
            }

            (IsList, Count) = (true, count);
        }

        _values.Add(name, numbers.Values);
    }
}
