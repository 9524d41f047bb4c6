using MLPosh.Devices;

namespace MLPosh;

/// <summary>How parameters follow their gradient: immutable settings. What it remembers between steps lives in the plan.</summary>
public abstract record Optimizer
{
    private static readonly Catalog<Func<OptimizerSettings, Optimizer>> Known = new(
        "optimizer",
        ErrorId.OptimizerNotRecognized,
        _ => nameof(SGD),
        [settings => new SGD(settings.LearningRate ?? 0.01, settings.Momentum ?? 0, settings.WeightDecay ?? 0)]);

    /// <summary>The names that <see cref="Create"/> knows.</summary>
    public static IReadOnlyList<string> Names => Known.Names;

    /// <summary>Its name, as PyTorch spells it.</summary>
    public abstract string Name { get; }

    /// <summary>How far a step goes along the gradient.</summary>
    public abstract double LearningRate { get; init; }

    /// <summary>The optimizer of this name, in any case; settings left out are PyTorch's defaults (SGD: learning rate 0.01).</summary>
    /// <exception cref="MLPoshException">OptimizerNotRecognized, listing the known ones; OptionOutOfRange for a setting.</exception>
    public static Optimizer Create(string name, OptimizerSettings settings) => Known.Find(name)(settings);

    /// <summary>Moves the plan's parameters one step.</summary>
    internal abstract void Step(Plan plan);
}

/// <summary>The settings that optimizers share, as far as a caller gave them.</summary>
/// <param name="LearningRate">Above 0.</param>
/// <param name="Momentum">From 0 to below 1.</param>
/// <param name="WeightDecay">0 or above: L2 penalty, added to the gradient times the parameter.</param>
public sealed record OptimizerSettings(double? LearningRate = null, double? Momentum = null, double? WeightDecay = null);
