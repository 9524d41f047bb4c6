namespace MLPosh;

/// <summary>The layers that autoencoders share.</summary>
internal static class Coder
{
    /// <summary>The settings that all of them have.</summary>
    public static IReadOnlyList<string> Settings { get; } =
        [nameof(NetworkKindOptions.HiddenSize), nameof(NetworkKindOptions.CodeSize), nameof(NetworkKindOptions.Activation)];

    /// <summary>Hidden layers, what makes the code, hidden layers, and the output.</summary>
    /// <param name="sizes">The sizes.</param>
    /// <param name="activation">What hidden layers end with; null for the default.</param>
    /// <param name="before">What stands before the encoder.</param>
    /// <param name="code">What makes the code.</param>
    public static NetworkParts Network(
        CodeSizes sizes, Activation? activation, IReadOnlyList<Layer> before, IReadOnlyList<Layer> code) => new(
        [sizes.Input],
        [
            .. before,
            .. Dense.Hidden(sizes.Encoder, activation ?? Activation.Default),
            .. code,
            .. Dense.Hidden(sizes.Decoder, activation ?? Activation.Default),
            new LinearLayer(sizes.Input),
        ],
        IsAutoEncoder: true);
}
