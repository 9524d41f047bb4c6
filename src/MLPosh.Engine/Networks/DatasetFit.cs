namespace MLPosh;

/// <summary>Whether a network and a dataset belong together.</summary>
internal static class DatasetFit
{
    /// <summary>The samples with what the network is to answer: an autoencoder its input, others the dataset's targets.</summary>
    public static Dataset ForTask(Network network, Dataset dataset) =>
        network.IsAutoEncoder ? dataset.WithInputAsTarget() : dataset;

    /// <summary>Throws unless the samples have the shape of the network's input, and numbers that it can read.</summary>
    /// <exception cref="MLPoshException">NetworkShapeMismatch, DatasetValueInvalid.</exception>
    public static void CheckInput(Network network, Dataset dataset)
    {
        if (!network.InputShape.SequenceEqual(dataset.InputShape))
        {
            throw new MLPoshException(
                ErrorId.NetworkShapeMismatch,
                $"The network takes {string.Join('x', network.InputShape)} numbers a sample, but the dataset has "
                + $"{string.Join('x', dataset.InputShape)} ({Listed(dataset.FeatureNames)}).",
                dataset);
        }

        network.Layers[0].CheckSamples(dataset);
    }

    /// <summary>Throws if a layer cannot learn from the smallest batch of an epoch.</summary>
    /// <param name="network">The network.</param>
    /// <param name="count">Samples in the dataset.</param>
    /// <param name="batchSize">Samples a batch; null for all at once.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public static void CheckBatches(Network network, int count, int? batchSize)
    {
        int rest = count % (batchSize ?? count), smallest = rest > 0 ? rest : batchSize ?? count;
        var shape = network.InputShape;
        foreach (var layer in network.Layers)
        {
            layer.CheckBatch(shape, smallest);
            shape = layer.OutputShape(shape);
        }
    }

    /// <summary>Throws unless the network gives as many numbers as the dataset has targets or classes; one does for two classes.</summary>
    /// <exception cref="MLPoshException">NetworkShapeMismatch.</exception>
    public static void CheckOutput(Network network, Dataset dataset)
    {
        int expected = dataset.Classes?.Count ?? dataset.TargetSize;
        bool isOneForTwo = network.OutputSize == 1 && dataset.Classes?.Count == 2;
        if (network.OutputSize != expected && !isOneForTwo)
        {
            string what = dataset.Classes is null
                ? $"{expected} target(s) ({Listed(dataset.TargetNames)})"
                : $"{expected} classes ({Listed(dataset.Classes)})";
            throw new MLPoshException(
                ErrorId.NetworkShapeMismatch,
                $"The network gives {network.OutputSize} number(s) a sample, but the dataset has {what}.",
                dataset);
        }
    }

    private static string Listed(IReadOnlyList<string> names) =>
        names.Count <= 6 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(6))} …";
}
