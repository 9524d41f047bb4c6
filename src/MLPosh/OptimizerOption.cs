namespace MLPosh.Commands;

/// <summary>The optimizer that -Optimizer, -LearningRate, -Momentum and -WeightDecay mean together.</summary>
internal static class OptimizerOption
{
    /// <exception cref="MLPoshException">OptimizerNotRecognized; OptionOutOfRange for a setting.</exception>
    public static Optimizer Resolve(object? optimizer, double? learningRate, double? momentum, double? weightDecay)
    {
        if (Argument.Unwrap(optimizer) is not Optimizer given)
        {
            var settings = new Dictionary<string, object>();
            Add(settings, nameof(Optimizer.LearningRate), learningRate);
            Add(settings, nameof(SGD.Momentum), momentum);
            Add(settings, nameof(SGD.WeightDecay), weightDecay);
            return Argument.Named(optimizer, name => Optimizer.Create(name, settings))
                ?? Optimizer.Create(nameof(SGD), settings);
        }

        if (momentum is not null || weightDecay is not null)
        {
            throw new MLPoshException(
                ErrorId.OptionOutOfRange,
                $"-Momentum and -WeightDecay go with an optimizer's name; the {given.Name} object has its own.",
                given);
        }

        return learningRate is { } rate ? given with { LearningRate = rate } : given;
    }

    private static void Add(Dictionary<string, object> settings, string name, double? value)
    {
        if (value is { } given)
        {
            settings[name] = given;
        }
    }
}
