using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MLPosh;

/// <summary>What one trial of a sweep is trained with: values by name, in the ordinal order of their names.</summary>
/// <remarks>
/// Not a dictionary on purpose: a dictionary's order differs between processes, and a trial's seed comes from this.
/// </remarks>
public sealed class TrialParameters : IReadOnlyList<KeyValuePair<string, object>>
{
    private readonly KeyValuePair<string, object>[] _values;

    /// <param name="values">Numbers, switches, texts, lists of those, or things such as an optimizer; each name once.</param>
    public TrialParameters(IEnumerable<KeyValuePair<string, object>> values) =>
        _values = [.. values.OrderBy(value => value.Key, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public int Count => _values.Length;

    /// <inheritdoc/>
    public KeyValuePair<string, object> this[int index] => _values[index];

    /// <summary>The value of this name; null where the trial has none.</summary>
    public object? this[string name]
    {
        get
        {
            foreach (var (key, value) in _values)
            {
                if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
                {
                    return value;
                }
            }

            return null;
        }
    }

    /// <summary>A value in a form that is the same in every process: numbers in full and invariant, lists by commas.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(',', list.Cast<object?>().Select(Text)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>"BatchSize=32 LearningRate=0.1".</summary>
    public override string ToString() => string.Join(' ', _values.Select(value => $"{value.Key}={Text(value.Value)}"));

    /// <summary>The seed of the trial in a sweep: of nothing but the sweep's seed and these values, so that no schedule changes it.</summary>
    internal long SeedIn(long sweepSeed)
    {
        // Lengths before the texts, so that no two lists of values read alike.
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{sweepSeed}");
        foreach (var (name, value) in _values)
        {
            string shown = Text(value);
            text.Append(CultureInfo.InvariantCulture, $"|{name.Length}:{name}{shown.Length}:{shown}");
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));

        // As Seeds.Fresh: from 1, and short enough to be typed again.
        return (BitConverter.ToUInt32(hash) % (int.MaxValue - 1)) + 1;
    }
}
