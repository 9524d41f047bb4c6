namespace MLPosh;

/// <summary>What generated samples look like. A setting that is null was not given; each kind has its own default.</summary>
public sealed record DatasetGeneratorOptions
{
    /// <summary>What the two bounds are called together, as one setting.</summary>
    internal const string Range = "Range";

    /// <summary>Number of samples, at least 1. More of them leave the first ones as they are.</summary>
    public int Count
    {
        get;
        init => field = Option.AtLeast(1, value, nameof(Count));
    }
    = 1000;

    /// <summary>Lower bound of the features, for kinds whose features are uniform.</summary>
    public double? Low { get; init; }

    /// <summary>Upper bound of the features, not reached.</summary>
    public double? High { get; init; }

    /// <summary>
    /// Standard deviation of the normal noise: added to the targets where they are numbers; where they are classes, to the
    /// features, after the class is decided.
    /// </summary>
    public double? Noise
    {
        get;
        init => field = value is null ? null : Option.NotNegative(value.Value, nameof(Noise));
    }

    /// <summary>For all random numbers; null for a fresh one.</summary>
    public long? Seed { get; init; }

    /// <summary>Linear: one number a feature; 1 unless given.</summary>
    public IReadOnlyList<double>? Slope
    {
        get;
        init => field = AllFinite(value, nameof(Slope));
    }

    /// <summary>Linear: the target where all features are 0; 0 unless given.</summary>
    public double? Intercept
    {
        get;
        init => field = value is null ? null : AllFinite([value.Value], nameof(Intercept))![0];
    }

    /// <summary>Polynomial: the coefficients, lowest power first; 0, 0, 1 unless given.</summary>
    public IReadOnlyList<double>? Coefficient
    {
        get;
        init => field = AllFinite(value, nameof(Coefficient));
    }

    /// <summary>Parity, Ring, Blobs: the number of features, at least 1.</summary>
    public int? Dimension
    {
        get;
        init => field = AtLeast(1, value, nameof(Dimension));
    }

    /// <summary>Spiral, Blobs: the number of classes, at least 2.</summary>
    public int? ClassCount
    {
        get;
        init => field = AtLeast(2, value, nameof(ClassCount));
    }

    /// <summary>Sequence: what is to be learned.</summary>
    public SequenceTask? Task
    {
        get;
        init => field = value is null || Enum.IsDefined(value.Value)
            ? value
            : throw Option.OutOfRange(nameof(Task), value, string.Join(", ", Enum.GetNames<SequenceTask>()));
    }

    /// <summary>Sequence: the number of time steps, at least 2.</summary>
    public int? Length
    {
        get;
        init => field = AtLeast(2, value, nameof(Length));
    }

    /// <summary>Names of the settings that were given and that only some kinds use.</summary>
    internal IEnumerable<string> GivenKindSettings()
    {
        (string Name, bool IsGiven)[] settings =
        [
            (Range, Low is not null || High is not null),
            (nameof(Slope), Slope is not null),
            (nameof(Intercept), Intercept is not null),
            (nameof(Coefficient), Coefficient is not null),
            (nameof(Dimension), Dimension is not null),
            (nameof(ClassCount), ClassCount is not null),
            (nameof(Task), Task is not null),
            (nameof(Length), Length is not null),
        ];
        return settings.Where(setting => setting.IsGiven).Select(setting => setting.Name);
    }

    private static int? AtLeast(int least, int? value, string name) =>
        value is null ? null : Option.AtLeast(least, value.Value, name);

    private static IReadOnlyList<double>? AllFinite(IReadOnlyList<double>? values, string name) =>
        values is { Count: 0 }
            ? throw Option.OutOfRange(name, "empty", "at least one number")
            : values?.All(double.IsFinite) == false
                ? throw Option.OutOfRange(name, values.First(value => !double.IsFinite(value)), "finite numbers only")
                : values;
}
