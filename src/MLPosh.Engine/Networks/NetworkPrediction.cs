namespace MLPosh;

/// <summary>What a network gives for one sample.</summary>
public sealed class NetworkPrediction
{
    /// <summary>Number of the sample, from 1.</summary>
    public required int Sample { get; init; }

    /// <summary>The output: a number, or a list of them where there are several.</summary>
    public required object Value { get; init; }

    /// <summary>The dataset's target in the same form; null where it has none or an inner layer was asked for.</summary>
    public object? Target { get; init; }

    /// <summary>The label of the largest output; null unless the targets are classes.</summary>
    public string? Class { get; init; }

    /// <summary>
    /// How likely <see cref="Class"/> is, 0 to 1: the output itself where the network ends with an activation from 0 to 1,
    /// otherwise the softmax of the outputs (the sigmoid of one output).
    /// </summary>
    public double? Probability { get; init; }

    /// <summary>Runs a network over a dataset.</summary>
    /// <param name="network">The network.</param>
    /// <param name="dataset">Its input.</param>
    /// <param name="innerLayer">Give what this layer gives, counted from 0, instead of the last one; null for the last.</param>
    /// <param name="device">Where to compute; null for the CPU.</param>
    /// <param name="precision">What to compute in; null for the device's default.</param>
    /// <exception cref="MLPoshException">NetworkShapeMismatch; OptionOutOfRange for a layer that is not there.</exception>
    public static IEnumerable<NetworkPrediction> Of(
        Network network,
        Dataset dataset,
        int? innerLayer = null,
        ComputeDevice? device = null,
        Precision? precision = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(network);
        dataset = DatasetFit.ForTask(network, dataset);
        bool isOutput = innerLayer is null;
        bool hasClass = isOutput && dataset.Classes is { } classes
            && (network.OutputSize == classes.Count || (network.OutputSize == 1 && classes.Count == 2));
        double[] outputs = NetworkEvaluation.Predict(network, dataset, innerLayer + 1, device, precision);
        int width = outputs.Length / dataset.Count;
        return Enumerable.Range(0, dataset.Count).Select(s =>
        {
            double[] output = outputs[(s * width)..((s + 1) * width)];
            int label = hasClass ? ClassDecision.Of(network, output) : 0;
            return new NetworkPrediction
            {
                Sample = s + 1,
                Value = Plain(output),
                Target = isOutput ? TargetOf(dataset, s) : null,
                Class = hasClass ? dataset.Classes![label] : null,
                Probability = hasClass ? ClassDecision.Probability(network, output, label) : null,
            };
        });
    }

    /// <summary>Outputs, sample-major, that belong to no dataset.</summary>
    internal static IEnumerable<NetworkPrediction> Of(double[] outputs, int count)
    {
        int width = outputs.Length / count;
        return Enumerable.Range(0, count).Select(s => new NetworkPrediction
        {
            Sample = s + 1,
            Value = Plain(outputs.AsSpan(s * width, width)),
        });
    }

    private static object? TargetOf(Dataset dataset, int sample)
    {
        if (dataset.Classes is { } classes)
        {
            return classes[(int)dataset.Y[sample]];
        }

        int width = dataset.TargetSize;
        return width == 0 ? null : Plain(dataset.Source.Y.Span.Slice(sample * width, width));
    }

    private static object Plain(ReadOnlySpan<double> values) => values.Length == 1 ? values[0] : values.ToArray();
}
