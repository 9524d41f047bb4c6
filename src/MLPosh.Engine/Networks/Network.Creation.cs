namespace MLPosh;

/// <content>How networks are made.</content>
public sealed partial class Network
{
    /// <summary>Makes a network and draws its parameters as PyTorch's layers do by default.</summary>
    /// <param name="inputShape">Shape of one sample, each dimension at least 1.</param>
    /// <param name="layers">At least one layer.</param>
    /// <param name="seed">For the parameters; the same seed gives the same network.</param>
    /// <param name="isAutoEncoder">Whether the network is to give back its input.</param>
    /// <exception cref="MLPoshException">
    /// OptionOutOfRange for a bad size; NetworkShapeMismatch when layers do not fit, or an autoencoder's output its input.
    /// </exception>
    public static Network Create(
        IReadOnlyList<int> inputShape, IReadOnlyList<Layer> layers, long? seed = null, bool isAutoEncoder = false) =>
        Create(inputShape, layers, seed, isAutoEncoder, kind: null);

    /// <summary>The same for a kind of network.</summary>
    internal static Network Create(
        IReadOnlyList<int> inputShape, IReadOnlyList<Layer> layers, long? seed, bool isAutoEncoder, string? kind, NetworkKindOptions? recipe = null)
    {
        ArgumentNullException.ThrowIfNull(inputShape);
        ArgumentNullException.ThrowIfNull(layers);
        foreach (int size in inputShape)
        {
            Option.AtLeast(1, size, "The input size of a network");
        }

        if (layers.Count == 0)
        {
            throw new MLPoshException(
                ErrorId.NetworkShapeMismatch, "A network needs at least one layer after its input size.");
        }

        for (int i = 0; i < layers.Count; i++)
        {
            layers[i].CheckPlace(i, i == 0 ? null : layers[i - 1]);
        }

        var network = new Network([.. inputShape], [.. layers], seed ?? Seeds.Fresh(), isAutoEncoder, kind) { Recipe = recipe };
        if (isAutoEncoder && network.OutputSize != network.InputSize)
        {
            throw new MLPoshException(
                ErrorId.NetworkShapeMismatch,
                $"An autoencoder gives back its input, but this network takes {network.InputSize} number(s) a sample and "
                + $"gives {network.OutputSize}.",
                network);
        }

        network.Draw();
        return network;
    }

    /// <summary>Makes linear layers of these sizes, the input's first, with an activation between each two.</summary>
    /// <exception cref="MLPoshException">OptionOutOfRange for a size below 1 or fewer than two sizes.</exception>
    public static Network Create(IReadOnlyList<int> sizes, Activation activation, long? seed = null)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        if (sizes.Count < 2)
        {
            throw Option.OutOfRange(
                "Size", string.Join(',', sizes), "at least two numbers: the input size and the size of each layer");
        }

        var layers = new List<Layer>();
        foreach (int size in sizes.Skip(1))
        {
            if (layers.Count > 0)
            {
                layers.Add(new ActivationLayer(activation));
            }

            layers.Add(new LinearLayer(size));
        }

        return Create(
            [sizes[0]],
            layers,
            seed,
            isAutoEncoder: false,
            kind: null,
            new NetworkKindOptions { Size = [.. sizes], Activation = activation });
    }

    private void Draw()
    {
        foreach (var slot in _slots)
        {
            for (int i = slot.Range.Offset; i < slot.Range.Offset + slot.Range.Count; i++)
            {
                _values[i] = slot.InitialNumber(Seed, i);
            }
        }
    }
}
