using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Elman's recurrent layer. Forward: h = f(W_ih x + b_ih + W_hh h' + b_hh), where h' is the state of the step before and f
/// is tanh or ReLU. Backward: da = dh f'(a) goes to the weights, to x and, added, to h'.
/// </summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.RNN.html.</remarks>
public sealed class RNNLayer : RecurrentLayer
{
    internal static readonly LayerKind Kind = new(
        "RNN",
        "RNN(h)",
        arguments => new RNNLayer(
            arguments.Whole("size"), RecurrentSettings.Read(arguments), arguments.Word("nonlinearity") ?? nameof(Tanh)));

    /// <param name="hiddenSize">Size of the hidden state, at least 1.</param>
    /// <param name="settings">Those of all recurrent layers.</param>
    /// <param name="nonlinearity">Tanh or ReLU.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public RNNLayer(int hiddenSize, RecurrentSettings? settings = null, string nonlinearity = "Tanh")
        : base(hiddenSize, settings)
    {
        string[] known = [nameof(Tanh), nameof(ReLU)];
        Nonlinearity = known.FirstOrDefault(name => name.Equals(nonlinearity, StringComparison.OrdinalIgnoreCase))
            ?? throw Option.OutOfRange("The nonlinearity of an RNN layer", nonlinearity, "Tanh or ReLU");
    }

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <summary>Its f: Tanh or ReLU.</summary>
    public string Nonlinearity { get; }

    private protected override int GateCount => 1;

    private protected override IEnumerable<(string Name, object Value, object Usual)> OwnSettings =>
        [("nonlinearity", Nonlinearity, nameof(Tanh))];

    private protected override RecurrentPass Pass(PassParts parts) =>
        new ElmanPass(parts, HiddenSize, (IActivationHandle)Activation.Find(Nonlinearity));

    // Both functions tell their slope from the value, so that each state takes the place of what it is made of.
    private sealed class ElmanPass(PassParts parts, int size, IActivationHandle function) : RecurrentPass(parts, size)
    {
        protected override int GateStep => States.Step;

        protected override int InputGates => HiddenSize;

        protected override IReadOnlyList<HiddenProduct> HiddenProducts { get; } = [new(0, 0, size, Adds: true)];

        protected override Rows Gates(int time) => State(time);

        protected override Rows GateGradients(int time) => StateGradient(time);

        protected override Operation Forward(int time) => new Activate(function, State(time), State(time));

        protected override Operation Backward(int time) =>
            new ActivateBackward(function, State(time), State(time), StateGradient(time));
    }
}
