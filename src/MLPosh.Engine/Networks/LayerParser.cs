using System.Globalization;
using System.Text.RegularExpressions;

namespace MLPosh;

/// <summary>
/// Reads a layer from text: 'Linear(10)', 'Linear(10, bias=false)', 'ReLU'. A name without parentheses is an activation
/// or a layer without size, so 'Linear' alone is the activation f(z) = z.
/// </summary>
public static partial class LayerParser
{
    private static readonly Catalog<Func<LayerArguments, Layer>> Sized = new(
        "layer", ErrorId.LayerNotRecognized, _ => "Linear", [ReadLinear]);

    /// <summary>Every name that <see cref="Parse"/> knows: layers with a size as 'Linear(n)', then activations.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Sized.Names.Select(name => $"{name}(n)"), .. Activation.Names];

    /// <summary>The names of the layers that take a size.</summary>
    public static IReadOnlyList<string> SizedNames => Sized.Names;

    /// <summary>The layer that <paramref name="text"/> describes.</summary>
    /// <exception cref="MLPoshException">LayerNotRecognized, listing the known ones; OptionOutOfRange for a size below 1.</exception>
    public static Layer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = LayerText().Match(text);
        if (match.Success)
        {
            string name = match.Groups["name"].Value;
            if (match.Groups["arguments"].Success)
            {
                if (Sized.TryFind(name, out var read))
                {
                    return read!(new LayerArguments(text, match.Groups["arguments"].Value));
                }
            }
            else if (Activation.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return new ActivationLayer(Activation.Find(name));
            }
        }

        throw new MLPoshException(
            ErrorId.LayerNotRecognized, $"'{text}' is not a known layer. Known: {string.Join(", ", Names)}.", text);
    }

    private static LinearLayer ReadLinear(LayerArguments arguments)
    {
        int size = arguments.Size();
        return new LinearLayer(size, arguments.Flag("bias", true));
    }

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z]\w*)\s*(\((?<arguments>[^()]*)\))?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex LayerText();

    /// <summary>What stands between the parentheses: a size, then name=value pairs.</summary>
    private sealed class LayerArguments(string text, string arguments)
    {
        private readonly string[] _parts = arguments.Split(',', StringSplitOptions.TrimEntries);

        public int Size() =>
            int.TryParse(_parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int size)
                ? size
                : throw Unreadable($"its size '{_parts[0]}' is not a whole number");

        public bool Flag(string name, bool fallback)
        {
            foreach (string part in _parts.Skip(1))
            {
                string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
                if (pair.Length != 2 || !pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    throw Unreadable($"'{part}' is not one of its settings: {name}=true|false");
                }

                fallback = bool.TryParse(pair[1], out bool value)
                    ? value
                    : throw Unreadable($"{name} is '{pair[1]}', not true or false");
            }

            return fallback;
        }

        private MLPoshException Unreadable(string why) => new(
            ErrorId.LayerNotRecognized, $"The layer '{text}' cannot be read: {why}.", text);
    }
}
