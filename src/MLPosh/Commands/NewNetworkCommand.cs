using System.Globalization;
using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>New-Network: from a list of layers or of sizes, or of a kind.</summary>
[Cmdlet(VerbsCommon.New, "Network", DefaultParameterSetName = LayerSet)]
[OutputType(typeof(Network))]
public sealed class NewNetworkCommand : MLPoshCommand
{
    private const string LayerSet = "Layer";
    private const string SizeSet = "Size";
    private const string KindSet = "Kind";

    [Parameter(ParameterSetName = LayerSet, Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(LayerTextCompleter))]
    [ValidateNotNullOrEmpty]
    public object[] Layer { get; set; } = [];

    [Parameter(ParameterSetName = KindSet, Mandatory = true)]
    [ArgumentCompleter(typeof(NetworkKindCompleter))]
    [ValidateNotNullOrEmpty]
    public string Kind { get; set; } = "";

    [Parameter(ParameterSetName = SizeSet, Mandatory = true)]
    [Parameter(ParameterSetName = KindSet)]
    [ValidateNotNullOrEmpty]
    public int[]? Size { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public int? InputSize { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public int[]? HiddenSize { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public int? OutputSize { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public int? Length { get; set; }

    [Parameter(ParameterSetName = SizeSet)]
    [Parameter(ParameterSetName = KindSet)]
    [ArgumentCompleter(typeof(ActivationCompleter))]
    public object? Activation { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public int? CodeSize { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public double? Beta { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public double? NoiseDeviation { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public double? MaskProbability { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public SparsityPenalty? SparsityPenalty { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public double? Sparsity { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public double? SparsityWeight { get; set; }

    [Parameter(ParameterSetName = LayerSet)]
    public SwitchParameter AutoEncoder { get; set; }

    [Parameter]
    public long? Seed { get; set; }

    protected override void End() => WriteObject(ParameterSetName switch
    {
        SizeSet => Network.Create(Size!, ResolvedActivation ?? MLPosh.Activation.Default, Seed),
        KindSet => NetworkKinds.Create(Kind, KindOptions() with { Warn = WriteWarning }, Seed),
        _ => Network.Create(InputShape(Argument.Unwrap(Layer[0])), [.. Layer.Skip(1).Select(AsLayer)], Seed, AutoEncoder),
    });

    private Activation? ResolvedActivation => Argument.Named(Activation, MLPosh.Activation.Find);

    /// <summary>Sizes and settings. A sweep reads a trial's values here too, where the cmdlet itself is not run.</summary>
    internal NetworkKindOptions KindOptions() => new()
    {
        InputSize = InputSize,
        HiddenSize = HiddenSize,
        OutputSize = OutputSize,
        Size = Size,
        Length = Length,
        Activation = ResolvedActivation,
        CodeSize = CodeSize,
        Beta = Beta,
        NoiseDeviation = NoiseDeviation,
        MaskProbability = MaskProbability,
        SparsityPenalty = SparsityPenalty,
        Sparsity = Sparsity,
        SparsityWeight = SparsityWeight,
    };

    /// <summary>The first of -Layer: 3, or for images 'channels x height x width' as '1x28x28'.</summary>
    private static int[] InputShape(object? value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        var shape = new List<int>();
        foreach (string part in text.Split('x', 'X'))
        {
            if (!int.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out int size))
            {
                throw new MLPoshException(
                    ErrorId.OptionOutOfRange,
                    $"The first of -Layer is '{text}'; it must be the input size, a whole number such as 3 (or '1x28x28' for images).",
                    value);
            }

            shape.Add(size);
        }

        return [.. shape];
    }

    private static Layer AsLayer(object? value) => Argument.Unwrap(value) switch
    {
        Activation activation => new ActivationLayer(activation),
        var other => Argument.Named(other, LayerParser.Parse)
            ?? throw new MLPoshException(ErrorId.LayerNotRecognized, "A layer of the list is null; it must be a name or a layer."),
    };
}
