namespace MLPosh;

/// <summary>How well a network does on a dataset. What the targets do not allow is null.</summary>
public sealed class NetworkMeasurement
{
    private NetworkMeasurement(int count) => Count = count;

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>The mean loss.</summary>
    public double? Loss { get; private init; }

    /// <summary>The name of the loss.</summary>
    public string? LossName { get; private init; }

    /// <summary>Share of the samples whose class is predicted rightly, 0 to 1.</summary>
    public double? Accuracy { get; private init; }

    /// <summary>
    /// The coefficient of determination, 1 - Σ(y - ŷ)² / Σ(y - mean y)², its mean over the targets; null when a target
    /// is the same in all samples.
    /// </summary>
    public double? RSquared { get; private init; }

    /// <summary>Confusion[truth][prediction] counts samples; classes in the dataset's order.</summary>
    public int[][]? Confusion { get; private init; }

    /// <summary>The class labels that <see cref="Confusion"/> counts.</summary>
    public IReadOnlyList<string>? Classes { get; private init; }

    /// <summary>Measures a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="dataset">What to measure it on.</param>
    /// <param name="loss">The loss; null for the default of the targets.</param>
    /// <param name="device">Where to compute; null for the CPU.</param>
    /// <param name="precision">What to compute in; null for the device's default.</param>
    /// <exception cref="MLPoshException">NetworkShapeMismatch, LossMismatch, OptionOutOfRange.</exception>
    public static NetworkMeasurement Of(
        Network network, Dataset dataset, Loss? loss = null, ComputeDevice? device = null, Precision? precision = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        dataset = DatasetFit.ForTask(network, dataset);
        var objective = Objective.Of(network, dataset, loss);
        double meanLoss = NetworkEvaluation.MeanLoss(network, dataset, objective.Loss, device, precision);
        var outputs = NetworkEvaluation.Predict(network, dataset, layerCount: null, device, precision);
        if (dataset.Classes is { } classes)
        {
            var confusion = CountConfusion(network, outputs, dataset, classes.Count);
            return new NetworkMeasurement(dataset.Count)
            {
                Loss = meanLoss,
                LossName = objective.Loss.Name,
                Accuracy = classes.Select((_, label) => (double)confusion[label][label]).Sum() / dataset.Count,
                Confusion = confusion,
                Classes = classes,
            };
        }

        return new NetworkMeasurement(dataset.Count)
        {
            Loss = meanLoss,
            LossName = objective.Loss.Name,
            RSquared = Determination(outputs, dataset),
        };
    }

    private static int[][] CountConfusion(Network network, double[] outputs, Dataset dataset, int classes)
    {
        int width = network.OutputSize;
        int[][] confusion = [.. Enumerable.Range(0, classes).Select(_ => new int[classes])];
        for (int s = 0; s < dataset.Count; s++)
        {
            confusion[(int)dataset.Y[s]][ClassDecision.Of(network, outputs.AsSpan(s * width, width))]++;
        }

        return confusion;
    }

    private static double? Determination(double[] outputs, Dataset dataset)
    {
        int width = dataset.TargetSize;
        double sum = 0;
        for (int target = 0; target < width; target++)
        {
            double mean = 0, residual = 0, total = 0;
            for (int i = target; i < outputs.Length; i += width)
            {
                mean += dataset.Y[i] / dataset.Count;
            }

            for (int i = target; i < outputs.Length; i += width)
            {
                residual += (dataset.Y[i] - outputs[i]) * (dataset.Y[i] - outputs[i]);
                total += (dataset.Y[i] - mean) * (dataset.Y[i] - mean);
            }

            if (total == 0)
            {
                return null;
            }

            sum += 1 - (residual / total);
        }

        return sum / width;
    }
}
