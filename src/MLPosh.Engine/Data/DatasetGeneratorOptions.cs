namespace MLPosh;

/// <summary>What generated samples look like. A setting that is null was not given.</summary>
public sealed record DatasetGeneratorOptions
{
    /// <summary>Number of samples, at least 1.</summary>
    public int Count
    {
        get;
        init => field = Option.AtLeast(1, value, nameof(Count));
    }
    = 1000;

    /// <summary>Lower bound of the features.</summary>
    public double Low { get; init; } = -10;

    /// <summary>Upper bound of the features, not reached.</summary>
    public double High { get; init; } = 10;

    /// <summary>Standard deviation of the normal noise added to the targets.</summary>
    public double Noise
    {
        get;
        init => field = Option.NotNegative(value, nameof(Noise));
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

    /// <summary>Names of the settings that were given and that only some kinds use.</summary>
    internal IEnumerable<string> GivenKindSettings()
    {
        if (Slope is not null)
        {
            yield return nameof(Slope);
        }

        if (Intercept is not null)
        {
            yield return nameof(Intercept);
        }

        if (Coefficient is not null)
        {
            yield return nameof(Coefficient);
        }
    }

    private static IReadOnlyList<double>? AllFinite(IReadOnlyList<double>? values, string name) =>
        values is { Count: 0 }
            ? throw Option.OutOfRange(name, "empty", "at least one number")
            : values?.All(double.IsFinite) == false
                ? throw Option.OutOfRange(name, values.First(value => !double.IsFinite(value)), "finite numbers only")
                : values;
}
