namespace MLPosh;

/// <summary>Lets layers that start from data do so, before a network's first training.</summary>
internal static class Placement
{
    /// <summary>Places what has not been placed; the caller holds <see cref="Network.Use"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The training's samples.</param>
    /// <param name="token">Stops it; the network then is as it was.</param>
    /// <exception cref="MLPoshException">NetworkShapeMismatch for too few samples.</exception>
    public static void Place(Network network, Dataset dataset, CancellationToken token)
    {
        for (int layer = 0; layer < network.Layers.Count; layer++)
        {
            if (network.Layers[layer] is IPlacedLayer placed && !network.IsPlaced(layer))
            {
                double[] inputs = layer == 0
                    ? [.. dataset.X]
                    : NetworkEvaluation.Predict(network, dataset, layer, precision: Precision.Double);
                network.Publish(layer, placed.Place(inputs, inputs.Length / dataset.Count, network.Seed, token));
            }
        }
    }
}
