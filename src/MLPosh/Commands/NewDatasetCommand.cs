using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>New-Dataset: generated, from arrays, from objects or from a function.</summary>
[Cmdlet(VerbsCommon.New, "Dataset", DefaultParameterSetName = KindSet)]
[OutputType(typeof(Dataset))]
public sealed class NewDatasetCommand : MLPoshCommand
{
    private const string KindSet = "Kind";
    private const string ArraySet = "Array";
    private const string ObjectSet = "Object";
    private const string FunctionSet = "Function";

    private ObjectTable? _table;

    [Parameter(ParameterSetName = KindSet, Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(DatasetKindCompleter))]
    public string Kind { get; set; } = "";

    [Parameter(ParameterSetName = ArraySet, Mandatory = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object? X { get; set; }

    [Parameter(ParameterSetName = ArraySet, Mandatory = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object? Y { get; set; }

    [Parameter(ParameterSetName = ObjectSet, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    [Parameter(ParameterSetName = FunctionSet, Mandatory = true)]
    [ValidateNotNull]
    public ScriptBlock? Function { get; set; }

    [Parameter(ParameterSetName = ArraySet)]
    public SwitchParameter Pad { get; set; }

    [Parameter(ParameterSetName = ArraySet)]
    [Parameter(ParameterSetName = ObjectSet)]
    public string[]? Feature { get; set; }

    [Parameter(ParameterSetName = ArraySet)]
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true)]
    public string[]? Target { get; set; }

    [Parameter(ParameterSetName = ArraySet)]
    [Parameter(ParameterSetName = ObjectSet)]
    public string[]? Categorical { get; set; }

    [Parameter(ParameterSetName = ObjectSet)]
    public MissingValues Missing { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    [Parameter(ParameterSetName = FunctionSet)]
    public int Count { get; set; } = 1000;

    [Parameter(ParameterSetName = KindSet)]
    [Parameter(ParameterSetName = FunctionSet)]
    public double[]? Range { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    [Parameter(ParameterSetName = FunctionSet)]
    public double? Noise { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    [Parameter(ParameterSetName = FunctionSet)]
    public long? Seed { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public double[]? Slope { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public double? Intercept { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public double[]? Coefficient { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public int? Dimension { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public int? ClassCount { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public SequenceTask Task { get; set; }

    [Parameter(ParameterSetName = KindSet)]
    public int? Length { get; set; }

    [Parameter]
    public SwitchParameter Standardize { get; set; }

    protected override void Process()
    {
        if (ParameterSetName == ObjectSet)
        {
            _table ??= new ObjectTable(Options());
            _table.Add(InputObject);
        }
    }

    protected override void End() => WriteObject(ParameterSetName switch
    {
        KindSet => Standardized(DatasetGenerator.Generate(Kind, GeneratorOptions())),
        FunctionSet => Standardized(DatasetBuilder.FromFunction(Evaluate, GeneratorOptions())),
        ArraySet => DatasetBuilder.FromArrays(Argument.Plain(X), Argument.Plain(Y), Options()),
        _ => _table?.Build() ?? throw new MLPoshException(
            ErrorId.DatasetEmpty, "The pipeline held no objects to make a dataset of."),
    });

    private Dataset Standardized(Dataset dataset) => Standardize ? DatasetBuilder.Standardize(dataset) : dataset;

    private DatasetOptions Options() => new()
    {
        Feature = Feature,
        Target = Target,
        Categorical = Categorical,
        Missing = Missing,
        Standardize = Standardize,
        Pad = Pad,
    };

    private DatasetGeneratorOptions GeneratorOptions() => Range is null or [_, _]
        ? new()
        {
            Count = Count,
            Low = Range?[0],
            High = Range?[1],
            Noise = Noise,
            Seed = Seed,
            Slope = Slope,
            Intercept = Intercept,
            Coefficient = Coefficient,
            Dimension = Dimension,
            ClassCount = ClassCount,
            Task = IsGiven(nameof(Task)) ? Task : null,
            Length = Length,
        }
        : throw new MLPoshException(
            ErrorId.OptionOutOfRange, $"Range has {Range.Length} number(s); it must be two, the lower first.", Range);

    private double Evaluate(double x)
    {
        StopToken.ThrowIfCancellationRequested();
        var results = Function!.InvokeWithContext(null, [new PSVariable("_", x)]);
        return results.Count == 1 && LanguagePrimitives.TryConvertTo(results[0], out double y)
            ? y
            : throw new MLPoshException(
                ErrorId.DatasetValueInvalid,
                FormattableString.Invariant(
                    $"The function gives {results.Count} value(s) at x = {x:R} ('{string.Join(", ", results)}'); it must give one number."),
                x);
    }
}
