using MLPosh.Devices;

namespace MLPosh;

/// <summary>New samples from a network that has learned to make them: a variational autoencoder.</summary>
public static class NetworkSampling
{
    /// <summary>
    /// Draws codes from the prior, standard normal numbers, and gives what the layers after the Sample layer (the last, if
    /// there are several) make of them.
    /// </summary>
    /// <param name="network">A network with a Sample layer.</param>
    /// <param name="count">How many, at least 1. More of them leave the first ones as they are.</param>
    /// <param name="seed">For the codes; the same seed gives the same ones.</param>
    /// <param name="device">Where to compute; null for the CPU.</param>
    /// <param name="precision">What to compute in; null for the device's default.</param>
    /// <exception cref="MLPoshException">
    /// OptionOutOfRange for a count below 1, a precision, or a network without a Sample layer.
    /// </exception>
    public static IEnumerable<NetworkPrediction> Draw(
        Network network, int count, long seed, ComputeDevice? device = null, Precision? precision = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        Option.AtLeast(1, count, nameof(Sample));
        int layer = Enumerable.Range(0, network.Layers.Count).LastOrDefault(i => network.Layers[i] is SampleLayer, -1);
        if (layer < 0)
        {
            throw Option.OutOfRange(
                nameof(Sample), count, "left out: the network has no Sample layer (New-Network -Kind VariationalAutoEncoder has)");
        }

        int size = ((SampleLayer)network.Layers[layer]).Size;
        var codes = new double[checked(count * size)];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = Philox.Normal(seed, RandomStream.Prior, 0, i);
        }

        var source = new SampleSource(codes, size, default, 0, count);
        return NetworkPrediction.Of(
            NetworkEvaluation.Predict(network, network.RecordFrom(layer + 1), source, device, precision), count);
    }
}
