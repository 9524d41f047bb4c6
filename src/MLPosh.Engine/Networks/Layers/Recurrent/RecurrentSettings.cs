namespace MLPosh;

/// <summary>What RNN, LSTM and GRU layers have in common, named as in PyTorch where it has a name.</summary>
public sealed record RecurrentSettings
{
    /// <summary>Whether the layer passes on every time step [time, h] and not only its last one [h].</summary>
    public bool ReturnSequence { get; init; }

    /// <summary>Layers stacked on one another, at least 1.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether a second set of weights reads the sequence from its end; outputs then are 2h, forward first.</summary>
    public bool Bidirectional { get; init; }

    /// <summary>Whether gates have biases.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>Probability of a number between two stacked layers to be dropped in training, from 0 to below 1.</summary>
    public double Dropout { get; init; }

    /// <summary>Each with its name in a layer's text and what it is unless given.</summary>
    internal IEnumerable<(string Name, object Value, object Usual)> All =>
    [
        (nameof(ReturnSequence), ReturnSequence, false),
        ("layers", Layers, 1),
        ("bidirectional", Bidirectional, false),
        ("bias", Bias, true),
        ("dropout", Dropout, 0.0),
    ];

    internal static RecurrentSettings Read(LayerArguments arguments) => new()
    {
        ReturnSequence = arguments.Flag(nameof(ReturnSequence), false),
        Layers = arguments.Whole("layers", 1),
        Bidirectional = arguments.Flag("bidirectional", false),
        Bias = arguments.Flag("bias", true),
        Dropout = arguments.Number("dropout", 0),
    };
}
