namespace MLPosh;

/// <summary>Which settings each way of training takes. What would be ignored is refused: nobody gave it for nothing.</summary>
public static class TrainingMethods
{
    private static readonly string[] OfAll =
    [
        "Network", "Dataset", nameof(TrainingOptions.Validation), nameof(TrainingOptions.Loss), nameof(TrainingOptions.Method),
        nameof(TrainingOptions.Seed), nameof(TrainingOptions.Every), nameof(TrainingOptions.Device),
        nameof(TrainingOptions.Precision), nameof(TrainingOptions.ThreadCount),
    ];

    private static readonly string[] OfNormalEquation = [nameof(TrainingOptions.Regularization)];

    private static readonly string[] OfRandomSearch =
    [
        nameof(SGD.LearningRate), nameof(TrainingOptions.SearchDeviation), "Epoch", nameof(TrainingOptions.Patience),
        nameof(TrainingOptions.MinDelta), nameof(TrainingOptions.RestoreBest), nameof(TrainingOptions.MaxTime),
    ];

    private static readonly string[] NotOfGradientDescent =
        [nameof(TrainingOptions.Regularization), nameof(TrainingOptions.SearchDeviation)];

    private static readonly TrainingOptions Defaults = new();

    /// <summary>Throws if a setting was given that the method has no use for.</summary>
    /// <param name="method">The way of training.</param>
    /// <param name="given">The names of the settings that were given, as Invoke-Training's parameters are called.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange, naming the setting.</exception>
    public static void ThrowUnlessTaken(TrainingMethod method, IEnumerable<string> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        foreach (string name in given)
        {
            string? expected = Objection(method, name);
            if (expected is not null)
            {
                throw Option.OutOfRange(name, "given", $"left out with the method {method}, {expected}");
            }
        }
    }

    /// <summary>The settings that differ from their defaults and that only some methods take.</summary>
    internal static IEnumerable<string> GivenSettings(TrainingOptions options)
    {
        (string Name, bool Given)[] settings =
        [
            (nameof(options.Optimizer), options.Optimizer != Defaults.Optimizer),
            ("Epoch", options.Epochs != Defaults.Epochs),
            (nameof(options.BatchSize), options.BatchSize is not null),
            (nameof(options.Shuffle), options.Shuffle),
            (nameof(options.Patience), options.Patience is not null),
            (nameof(options.MinDelta), options.MinDelta != Defaults.MinDelta),
            (nameof(options.RestoreBest), options.RestoreBest),
            (nameof(options.MaxTime), options.MaxTime is not null),
            (nameof(options.SearchDeviation), options.SearchDeviation is not null),
            (nameof(options.Regularization), options.Regularization is not null),
        ];
        return settings.Where(setting => setting.Given).Select(setting => setting.Name);
    }

    /// <summary>Why the method does not take this setting; null if it does.</summary>
    private static string? Objection(TrainingMethod method, string setting) => method switch
    {
        TrainingMethod.GradientDescent => !NotOfGradientDescent.Contains(setting) ? null
            : setting == nameof(TrainingOptions.Regularization)
                ? $"whose L2 penalty is {nameof(SGD.WeightDecay)}"
                : $"whose steps have a {nameof(SGD.LearningRate)}",
        TrainingMethod.NormalEquation => OfAll.Concat(OfNormalEquation).Contains(setting) ? null
            : $"which solves for all weights at once; of its own it has {string.Join(", ", OfNormalEquation)}",
        TrainingMethod.RandomSearch => OfAll.Concat(OfRandomSearch).Contains(setting) ? null
            : $"which has no gradient to follow; of its own it has "
            + string.Join(", ", OfRandomSearch.Where(name => name != nameof(TrainingOptions.SearchDeviation))),
        _ => throw Option.OutOfRange(
            nameof(TrainingOptions.Method), method, string.Join(", ", Enum.GetNames<TrainingMethod>())),
    };
}
