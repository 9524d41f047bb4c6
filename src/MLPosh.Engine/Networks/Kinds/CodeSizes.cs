namespace MLPosh;

/// <summary>The sizes of an autoencoder, however they were given.</summary>
/// <param name="Input">Numbers of one sample.</param>
/// <param name="Encoder">Units of each hidden layer before the code.</param>
/// <param name="Code">Numbers of the code.</param>
/// <param name="Decoder">Units of each hidden layer after it.</param>
internal sealed record CodeSizes(int Input, IReadOnlyList<int> Encoder, int Code, IReadOnlyList<int> Decoder)
{
    /// <summary>Reads InputSize, HiddenSize (the encoder's; the decoder's mirror them) and CodeSize, or Size.</summary>
    /// <param name="kind">The kind, for messages.</param>
    /// <param name="options">Where they are.</param>
    /// <param name="warnsOfLarge">Whether a code larger than the input is likely a mistake.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange; NetworkShapeMismatch for an output size that is not the input's.</exception>
    public static CodeSizes Of(INetworkKind kind, NetworkKindOptions options, bool warnsOfLarge)
    {
        var sizes = options.Size is { } all ? OfList(options, all) : OfNames(kind, options);
        if (options.Activation is not null && sizes.Encoder.Count + sizes.Decoder.Count == 0)
        {
            throw Option.OutOfRange(
                nameof(options.Activation), options.Activation, $"left out without {nameof(options.HiddenSize)}: the hidden layers have it");
        }

        if (warnsOfLarge && sizes.Code > sizes.Input)
        {
            options.Warn?.Invoke(
                $"The code has {sizes.Code} numbers, more than the input's {sizes.Input}: the network can copy its input without learning anything.");
        }

        return sizes;
    }

    private static CodeSizes OfNames(INetworkKind kind, NetworkKindOptions options)
    {
        if (options.InputSize is not { } input || options.CodeSize is not { } code)
        {
            throw Option.OutOfRange(
                $"The size of the kind {kind.Name}",
                "incomplete",
                $"given as {nameof(options.InputSize)}, {nameof(options.HiddenSize)} (or none) and {nameof(options.CodeSize)}, or as {nameof(options.Size)}");
        }

        ThrowUnlessSame(input, options.OutputSize ?? input);
        IReadOnlyList<int> encoder = options.HiddenSize ?? [];
        return new CodeSizes(input, encoder, code, [.. encoder.Reverse()]);
    }

    private static CodeSizes OfList(NetworkKindOptions options, IReadOnlyList<int> all)
    {
        KindSizes.ThrowIfBoth(options, $"{nameof(options.InputSize)} and {nameof(options.CodeSize)}");
        if (all.Count < 3 || all.Count % 2 == 0)
        {
            throw Option.OutOfRange(
                nameof(options.Size),
                string.Join(", ", all),
                "an odd number of sizes: the input's, the encoder's, the code's in the middle, the decoder's and the output's");
        }

        ThrowUnlessSame(all[0], all[^1]);
        int middle = all.Count / 2;
        return new CodeSizes(all[0], [.. all.Take(middle).Skip(1)], all[middle], [.. all.Skip(middle + 1).SkipLast(1)]);
    }

    private static void ThrowUnlessSame(int input, int output)
    {
        if (input != output)
        {
            throw new MLPoshException(
                ErrorId.NetworkShapeMismatch,
                $"An autoencoder gives back its input: its output size is {output}; it must be its input size, {input}.",
                output);
        }
    }
}
