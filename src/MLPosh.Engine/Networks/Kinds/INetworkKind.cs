namespace MLPosh;

/// <summary>A well-known network, made of layers that could be listed by hand as well.</summary>
internal interface INetworkKind
{
    string Name { get; }

    /// <summary>The settings of its own: names of properties of <see cref="NetworkKindOptions"/>.</summary>
    IReadOnlyList<string> Settings { get; }

    /// <summary>The cells that it is drawn with in the chart, from the input to the output.</summary>
    /// <remarks>Source: van Veen, "The neural network zoo", Asimov Institute, 2016.</remarks>
    IReadOnlyList<string> Cells { get; }

    /// <summary>What it consists of.</summary>
    /// <exception cref="MLPoshException">OptionOutOfRange or NetworkShapeMismatch for sizes that are no such network.</exception>
    NetworkParts Build(NetworkKindOptions options);
}

/// <summary>What a kind of network consists of.</summary>
/// <param name="InputShape">Shape of one sample.</param>
/// <param name="Layers">Its layers.</param>
/// <param name="IsAutoEncoder">Whether it is to give back its input.</param>
internal sealed record NetworkParts(
    IReadOnlyList<int> InputShape, IReadOnlyList<Layer> Layers, bool IsAutoEncoder = false);
