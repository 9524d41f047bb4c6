using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// How parameters follow their gradient: immutable settings, PyTorch's in name, formula and default. What one training
/// remembers between its steps is an <see cref="OptimizerState"/> of its own.
/// </summary>
public abstract record Optimizer
{
    private static readonly Catalog<Optimizer> Known = new(
        "optimizer",
        ErrorId.OptimizerNotRecognized,
        optimizer => optimizer.Name,
        [new SGD(), new Adagrad(), new RMSProp(), new Adam(), new AdamW(), new NAdam(), new LBFGS()]);

    private protected Optimizer(double learningRate) => LearningRate = learningRate;

    /// <summary>Each optimizer with its defaults.</summary>
    public static IReadOnlyList<Optimizer> Available => Known.Items;

    /// <summary>The names that <see cref="Find"/> knows.</summary>
    public static IReadOnlyList<string> Names => Known.Names;

    /// <summary>Its name, as PyTorch spells it.</summary>
    public abstract string Name { get; }

    /// <summary>What a step does to a parameter p with the gradient g.</summary>
    public abstract string Equation { get; }

    /// <summary>All settings with their values.</summary>
    public string Setting => Settings.Describe(this);

    /// <summary>How far a step goes along the gradient; above 0.</summary>
    public double LearningRate
    {
        get;
        init => field = Option.Positive(value, nameof(LearningRate));
    }

    /// <summary>The optimizer of this name, in any case, with its defaults.</summary>
    /// <exception cref="MLPoshException">OptimizerNotRecognized, listing the known ones.</exception>
    public static Optimizer Find(string name) => Known.Find(name);

    /// <summary>The optimizer of this name, in any case; settings left out are PyTorch's defaults (SGD: learning rate 0.01).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="settings">Values by the name of the property, such as Momentum, in any case.</param>
    /// <exception cref="MLPoshException">
    /// OptimizerNotRecognized, listing the known ones; OptionOutOfRange for a value, or a setting that it does not have.
    /// </exception>
    public static Optimizer Create(string name, IReadOnlyDictionary<string, object> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var optimizer = Find(name);
        return Settings.Apply(optimizer with { }, optimizer.Name, settings);
    }

    /// <summary>Name and settings.</summary>
    public sealed override string ToString() => $"{Name}: {Setting}";

    /// <summary>Begins a training.</summary>
    /// <param name="plan">Whose parameters are to move.</param>
    /// <param name="evaluate">Computes loss and gradient at the plan's parameters again, for those that look more than once a step.</param>
    internal abstract OptimizerState Start(Plan plan, Func<double> evaluate);
}
