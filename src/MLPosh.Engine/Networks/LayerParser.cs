using System.Text.RegularExpressions;

namespace MLPosh;

/// <summary>
/// Reads a layer from text: 'Linear(10)', 'Linear(10, bias=false)', 'ReLU'. A name without parentheses is an activation,
/// or a layer with all settings as they are unless given; so 'Linear' alone is the activation f(z) = z.
/// </summary>
public static partial class LayerParser
{
    private static readonly Catalog<LayerKind> Kinds = new(
        "layer",
        ErrorId.LayerNotRecognized,
        kind => kind.Name,
        [
            LinearLayer.Kind,
            Conv2DLayer.Kind,
            MaxPoolLayer.Kind,
            AveragePoolLayer.Kind,
            BatchNormLayer.Kind,
            LayerNormLayer.Kind,
            EmbeddingLayer.Kind,
            DropoutLayer.Kind,
            FlattenLayer.Kind,
            RNNLayer.Kind,
            LSTMLayer.Kind,
            GRULayer.Kind,
            RadialBasisLayer.Kind,
            NoiseLayer.Kind,
            MaskLayer.Kind,
            SampleLayer.Kind,
            SparseLayer.Kind,
            SparseL1Layer.Kind,
        ]);

    /// <summary>Every name that <see cref="Parse"/> knows: layers as 'Linear(n)', then activations.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Kinds.Items.Select(kind => kind.Signature), .. Activation.Names];

    /// <summary>The names of the layers that are no activations.</summary>
    public static IReadOnlyList<string> LayerNames => Kinds.Names;

    /// <summary>How those layers are written.</summary>
    public static IReadOnlyList<string> Signatures { get; } = [.. Kinds.Items.Select(kind => kind.Signature)];

    /// <summary>What can be set of the layer of this name, in order; nothing of an activation or an unknown one.</summary>
    public static IReadOnlyList<LayerSetting> SettingsOf(string name) =>
        Kinds.TryFind(name, out var kind) ? LayerArguments.ReadBy(kind!) : [];

    /// <summary>The layer that <paramref name="text"/> describes.</summary>
    /// <exception cref="MLPoshException">LayerNotRecognized, listing the known ones; OptionOutOfRange for a size below 1.</exception>
    public static Layer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = LayerText().Match(text);
        if (match.Success)
        {
            string name = match.Groups["name"].Value;
            bool hasArguments = match.Groups["arguments"].Success;
            if (!hasArguments && Activation.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return new ActivationLayer(Activation.Find(name));
            }

            if (Kinds.TryFind(name, out var kind))
            {
                var arguments = new LayerArguments(text, hasArguments ? match.Groups["arguments"].Value : null);
                var layer = kind!.Read(arguments);
                arguments.ThrowIfAnyIsLeft();
                return layer;
            }
        }

        throw new MLPoshException(
            ErrorId.LayerNotRecognized, $"'{text}' is not a known layer. Known: {string.Join(", ", Names)}.", text);
    }

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z]\w*)\s*(\((?<arguments>[^()]*)\))?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex LayerText();
}
