namespace MLPosh.Commands;

/// <summary>The optimizer that -Optimizer, -LearningRate, -Momentum and -WeightDecay mean together.</summary>
internal static class OptimizerOption
{
    /// <exception cref="MLPoshException">OptimizerNotRecognized; OptionOutOfRange for a setting.</exception>
    public static Optimizer Resolve(object? optimizer, OptimizerSettings settings)
    {
        if (Argument.Unwrap(optimizer) is not Optimizer given)
        {
            return Argument.Named(optimizer, name => Optimizer.Create(name, settings))
                ?? Optimizer.Create(nameof(SGD), settings);
        }

        if (settings.Momentum is not null || settings.WeightDecay is not null)
        {
            throw new MLPoshException(
                ErrorId.OptionOutOfRange,
                $"-Momentum and -WeightDecay go with an optimizer's name; the {given.Name} object has its own.",
                given);
        }

        return settings.LearningRate is { } rate ? given with { LearningRate = rate } : given;
    }
}
