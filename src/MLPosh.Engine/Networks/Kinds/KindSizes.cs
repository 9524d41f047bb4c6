namespace MLPosh;

/// <summary>The sizes of a network of a kind, however they were given.</summary>
/// <param name="Input">Numbers of one input sample.</param>
/// <param name="Hidden">Units of each hidden layer.</param>
/// <param name="Output">Numbers of one output.</param>
internal sealed record KindSizes(int Input, IReadOnlyList<int> Hidden, int Output)
{
    /// <summary>Reads InputSize, HiddenSize and OutputSize, or Size.</summary>
    /// <param name="kind">The kind, for messages.</param>
    /// <param name="options">Where they are.</param>
    /// <param name="hiddenLayers">What the hidden sizes are, as text: "the size of one hidden layer"; empty where there are none.</param>
    /// <param name="fits">Whether it has this many.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public static KindSizes Of(INetworkKind kind, NetworkKindOptions options, string hiddenLayers, Func<int, bool> fits)
    {
        bool hasHidden = kind.Settings.Contains(nameof(options.HiddenSize));
        string needed = hasHidden
            ? $"{nameof(options.InputSize)}, {nameof(options.HiddenSize)} and {nameof(options.OutputSize)}"
            : $"{nameof(options.InputSize)} and {nameof(options.OutputSize)}";
        if (options.Size is { } all)
        {
            ThrowIfBoth(options, needed);
            return all.Count >= 2 && fits(all.Count - 2)
                ? new KindSizes(all[0], [.. all.Skip(1).SkipLast(1)], all[^1])
                : throw Option.OutOfRange(
                    nameof(options.Size), string.Join(", ", all), $"the input size{Between(hiddenLayers)} and the output size");
        }

        if (options.InputSize is not { } input || options.OutputSize is not { } output
            || (hasHidden && options.HiddenSize is not { Count: > 0 }))
        {
            throw Option.OutOfRange(
                $"The size of the kind {kind.Name}", "incomplete", $"given as {needed}, or as {nameof(options.Size)}");
        }

        IReadOnlyList<int> hidden = options.HiddenSize ?? [];
        return fits(hidden.Count)
            ? new KindSizes(input, hidden, output)
            : throw Option.OutOfRange(
                nameof(options.HiddenSize), string.Join(", ", hidden), hiddenLayers);
    }

    /// <summary>Throws if Size was given together with one of the sizes that it stands for.</summary>
    /// <param name="options">The options.</param>
    /// <param name="instead">What could be given instead of Size.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public static void ThrowIfBoth(NetworkKindOptions options, string instead)
    {
        if (options.InputSize is not null || options.HiddenSize is not null || options.OutputSize is not null
            || options.CodeSize is not null)
        {
            throw Option.OutOfRange(nameof(options.Size), "given", $"left out where {instead} are given");
        }
    }

    private static string Between(string hiddenLayers) => hiddenLayers.Length == 0 ? "" : $", {hiddenLayers}";
}
