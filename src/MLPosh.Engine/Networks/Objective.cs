using MLPosh.Devices;

namespace MLPosh;

/// <summary>A loss as it applies to a network and the targets of a dataset.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Handle">Its form for these targets.</param>
/// <param name="Encoding">How the targets become rows beside the outputs.</param>
/// <param name="Judge">How a sample is judged to be classified rightly; null where targets are numbers.</param>
/// <param name="LayerCount">How many of the network's layers come before the loss.</param>
internal sealed record Objective(Loss Loss, ILossHandle Handle, TargetEncoding Encoding, ClassJudge? Judge, int LayerCount)
{
    /// <summary>The objective that a loss, or the default one of the targets, comes to.</summary>
    /// <exception cref="MLPoshException">NetworkShapeMismatch; LossMismatch, naming the losses that would fit.</exception>
    public static Objective Of(Network network, Dataset dataset, Loss? loss)
    {
        DatasetFit.CheckInput(network, dataset);
        if (loss is not null)
        {
            ThrowUnlessFits(loss, dataset);
        }

        int layers = network.Layers.Count;
        bool endsWithStep = layers > 1 && (EndsWith(network, nameof(Step)) || EndsWith(network, nameof(Sign)));

        // Rosenblatt's rule looks at what goes into the step: the step itself has no slope.
        bool DropsStep() => loss!.Name == nameof(Perceptron) && endsWithStep;
        if (dataset.Classes is not { } classes)
        {
            DatasetFit.CheckOutput(network, dataset);
            loss ??= Loss.ForRegression;
            return new Objective(
                loss, loss.OverNumbers!, TargetEncoding.Numbers, null, DropsStep() ? layers - 1 : layers);
        }

        if (classes.Count < 2)
        {
            throw new MLPoshException(
                ErrorId.LossMismatch,
                $"Target '{dataset.TargetNames[0]}' has the single class '{classes[0]}'; a classification needs at least two.",
                dataset);
        }

        DatasetFit.CheckOutput(network, dataset);
        bool isSingle = network.OutputSize == 1;
        loss ??= endsWithStep ? Loss.Find(nameof(Perceptron))
            : isSingle ? Loss.ForTwoClasses
            : EndsWith(network, nameof(LogSoftmax)) ? Loss.Find("NegativeLogLikelihood")
            : Loss.ForClasses;
        var handle = (isSingle ? loss.OverTwoClasses : loss.OverClasses) ?? throw new MLPoshException(
            ErrorId.NetworkShapeMismatch,
            $"The loss {loss.Name} is for {loss.Targets}, but the network gives {network.OutputSize} number(s) for "
            + $"{classes.Count} classes.",
            network);

        double middle = DropsStep() ? 0 : ClassDecision.Middle(network);
        var encoding = isSingle ? loss.TwoClassTargets : TargetEncoding.OneHot;
        var judge = new ClassJudge(isSingle ? middle : null, encoding == TargetEncoding.Signs ? 0 : 0.5);
        return new Objective(loss, handle, encoding, judge, DropsStep() ? layers - 1 : layers);
    }

    /// <summary>Whether the loss lies behind a step, through which no gradient comes.</summary>
    public bool IsFlat(Network network) =>
        LayerCount == network.Layers.Count && (EndsWith(network, nameof(Step)) || EndsWith(network, nameof(Sign)));

    /// <summary>What of this combination is likely a mistake; null where nothing is.</summary>
    public string? Doubt(Network network)
    {
        string last = network.Layers[^1].Name;
        bool isTwice = (Loss.Name == "CrossEntropy" && last is nameof(Softmax) or nameof(LogSoftmax))
            || (Loss.Name == "BinaryCrossEntropy" && last is nameof(Sigmoid));
        return isTwice ? $"The network ends with {last}, and the loss {Loss.Name} applies that itself: leave the layer out."
            : IsFlat(network) ? $"The network ends with {last}, whose derivative is 0: nothing will be learned with the loss {Loss.Name}. "
                + "Where the targets are classes (-Categorical), the loss Perceptron learns by what goes into it."
            : null;
    }

    private static bool EndsWith(Network network, string activation) => network.Layers[^1].Name == activation;

    private static void ThrowUnlessFits(Loss loss, Dataset dataset)
    {
        if (loss.Fits(dataset))
        {
            return;
        }

        string? why = dataset.Classes is { } classes
            ? $"is for {loss.Targets}, but target '{dataset.TargetNames[0]}' is a class with the labels "
                + $"{string.Join(", ", classes.Take(5))}{(classes.Count > 5 ? " …" : "")}"
            : loss.OverNumbers is null
                ? $"is for {loss.Targets}, but the targets are numbers"
                : loss.Objection(dataset.Source.Y.Span, dataset.TargetSize);
        throw new MLPoshException(
            ErrorId.LossMismatch,
            $"The loss {loss.Name} {why}. Losses that fit: {string.Join(", ", Loss.FittingNames(dataset))}.",
            loss.Name);
    }
}
