using MLPosh.Devices;

namespace MLPosh;

/// <summary>What training makes small: a measure of how far predictions are from targets. Get one from <see cref="Find"/>.</summary>
public abstract class Loss
{
    private static readonly Catalog<Loss> Known = new(
        "loss",
        ErrorId.LossNotRecognized,
        loss => loss.Name,
        [
            new RegressionLoss<L1>(),
            new RegressionLoss<MSE>(),
            new RegressionLoss<Huber>(),
            new RegressionLoss<SmoothL1>(),
            new CrossEntropyLoss(),
            new BinaryCrossEntropyLoss(),
            new NegativeLogLikelihoodLoss(),
            new MarginLoss<Hinge, MultiClassHinge>(),
            new MarginLoss<SquaredHinge, MultiClassSquaredHinge>(),
            new MarginLoss<Perceptron, MultiClassPerceptron>(),
            new KullbackLeiblerLoss(),
            new RegressionLoss<Difference>(),
        ]);

    private protected Loss(string name) => Name = name;

    /// <summary>All losses.</summary>
    public static IReadOnlyList<Loss> All => Known.Items;

    /// <summary>The names that <see cref="Find"/> knows.</summary>
    public static IReadOnlyList<string> Names => Known.Names;

    /// <summary>What regression uses unless told otherwise.</summary>
    public static Loss ForRegression => Find(nameof(MSE));

    /// <summary>What classes with an output each use unless told otherwise.</summary>
    public static Loss ForClasses => Find("CrossEntropy");

    /// <summary>What two classes with one output use unless told otherwise.</summary>
    public static Loss ForTwoClasses => Find("BinaryCrossEntropy");

    /// <summary>Its name, as PyTorch spells it, without "Loss".</summary>
    public string Name { get; }

    /// <summary>The loss as text; p is a prediction, t its target.</summary>
    public abstract string Equation { get; }

    /// <summary>Its derivative by p, as text.</summary>
    public abstract string DerivativeEquation { get; }

    /// <summary>What targets it is for, as text.</summary>
    public abstract string Targets { get; }

    /// <summary>Over numbers as targets, one an output; null where they do not fit.</summary>
    internal abstract ILossHandle? OverNumbers { get; }

    /// <summary>Over two classes with one output, as <see cref="TwoClassTargets"/> gives them; null where they do not fit.</summary>
    internal virtual ILossHandle? OverTwoClasses => null;

    /// <summary>Over classes with an output each: the target is 1 for the class's own, 0 for the others; null where they do not fit.</summary>
    internal virtual ILossHandle? OverClasses => null;

    /// <summary>How two classes become the targets of one output.</summary>
    internal virtual TargetEncoding TwoClassTargets => TargetEncoding.Numbers;

    /// <summary>The loss of this name, in any case.</summary>
    /// <exception cref="MLPoshException">LossNotRecognized, listing the known ones.</exception>
    public static Loss Find(string name) => Known.Find(name);

    /// <summary>
    /// Its value and derivative at predictions with their targets, in double precision: at each pair for itself, or where
    /// the loss takes all outputs of a sample together, at the one sample that they are.
    /// </summary>
    /// <exception cref="MLPoshException">DatasetShapeMismatch for lists of different length; LossMismatch for targets that do not fit.</exception>
    public IReadOnlyList<LossPoint> At(IReadOnlyList<double> predictions, IReadOnlyList<double> targets) =>
        LossPoint.Of(this, predictions, targets);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Why these numbers cannot be its targets; null where they can.</summary>
    /// <param name="targets">Numbers, <paramref name="width"/> a sample.</param>
    /// <param name="width">Numbers of one sample.</param>
    internal virtual string? Objection(ReadOnlySpan<double> targets, int width) => null;

    /// <summary>Whether it can be taken of this dataset's targets.</summary>
    internal bool Fits(Dataset dataset) => dataset.Classes is { } classes
        ? OverClasses is not null || (OverTwoClasses is not null && classes.Count == 2)
        : OverNumbers is not null && Objection(dataset.Source.Y.Span, dataset.TargetSize) is null;

    /// <summary>The names of the losses that can be taken of this dataset's targets.</summary>
    internal static IReadOnlyList<string> FittingNames(Dataset dataset) =>
        [.. Known.Items.Where(loss => loss.Fits(dataset)).Select(loss => loss.Name)];
}
