using System.Globalization;

namespace MLPosh;

/// <summary>
/// What stands between a layer's parentheses: values in the order in which the layer asks for them, then name=value pairs
/// in any order.
/// </summary>
internal sealed class LayerArguments
{
    private readonly string _text;
    private readonly Queue<string> _inOrder = [];
    private readonly Dictionary<string, string> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<LayerSetting> _asked = [];
    private readonly bool _isQuestion;

    /// <param name="text">The whole text, for messages.</param>
    /// <param name="arguments">The part between the parentheses; null where there are none.</param>
    /// <exception cref="MLPoshException">LayerNotRecognized for a value after a pair, or a setting given twice.</exception>
    public LayerArguments(string text, string? arguments)
    {
        _text = text;
        foreach (string part in arguments?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair.Length == 1 && _byName.Count == 0)
            {
                _inOrder.Enqueue(part);
            }
            else if (pair.Length == 1)
            {
                throw Unreadable($"'{part}' stands after a name=value pair");
            }
            else if (!_byName.TryAdd(pair[0], pair[1]))
            {
                throw Unreadable($"{pair[0]} is given twice");
            }
        }
    }

    /// <summary>Asks a layer what it reads: what must be there is 1.</summary>
    private LayerArguments(string text)
        : this(text, null) => _isQuestion = true;

    /// <summary>The settings that a kind of layer reads, in order.</summary>
    public static IReadOnlyList<LayerSetting> ReadBy(LayerKind kind)
    {
        var question = new LayerArguments(kind.Name);
        kind.Read(question);
        return question._asked;
    }

    /// <summary>A whole number that must be there, or has a value unless given.</summary>
    public int Whole(string name, int? fallback = null) => Value(name, fallback) is not { } value
        ? fallback ?? (_isQuestion ? 1 : (int?)null) ?? throw Unreadable($"its {name} '' is not a whole number")
        : int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int whole)
            ? whole
            : throw Unreadable($"its {name} '{value}' is not a whole number");

    /// <summary>A number that must be there, or has a value unless given.</summary>
    public double Number(string name, double? fallback = null) => Value(name, fallback) is not { } value
        ? fallback ?? (_isQuestion ? 1 : (int?)null) ?? throw Unreadable($"its {name} '' is not a number")
        : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw Unreadable($"its {name} '{value}' is not a number");

    /// <summary>true or false.</summary>
    public bool Flag(string name, bool fallback) => Value(name, fallback) is not { } value
        ? fallback
        : bool.TryParse(value, out bool flag) ? flag : throw Unreadable($"{name} is '{value}', not true or false");

    /// <summary>A name, as it stands; null where it is not given.</summary>
    public string? Word(string name) => Value(name, null);

    /// <summary>Throws if something was given that the layer did not ask for.</summary>
    public void ThrowIfAnyIsLeft()
    {
        string? left = _inOrder.Count > 0
            ? _inOrder.Peek()
            : _byName.Select(pair => $"{pair.Key}={pair.Value}").FirstOrDefault();
        if (left is not null)
        {
            throw Unreadable(
                _asked.Count == 0 ? $"it has no settings, but '{left}' is given"
                : $"'{left}' is not one of its settings: {string.Join(", ", _asked.Select(setting => setting.Name))}");
        }
    }

    private string? Value(string name, object? usual)
    {
        _asked.Add(new LayerSetting(name, usual));
        return _byName.Remove(name, out string? value) ? value
            : _inOrder.TryDequeue(out string? next) && next.Length > 0 ? next
            : null;
    }

    private MLPoshException Unreadable(string why) => new(
        ErrorId.LayerNotRecognized, $"The layer '{_text}' cannot be read: {why}.", _text);
}
