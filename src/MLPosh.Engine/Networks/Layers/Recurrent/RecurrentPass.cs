using MLPosh.Devices;

namespace MLPosh;

/// <summary>One direction of one stacked layer: its input, its states and its parameters.</summary>
internal sealed record PassParts(
    Recorder Recorder,
    Rows Input,
    HiddenStates States,
    bool IsReverse,
    ParameterRange InputWeight,
    ParameterRange HiddenWeight,
    ParameterRange? InputBias,
    ParameterRange? HiddenBias);

/// <summary>Gates that get W h + b of the state before them.</summary>
/// <param name="First">Their first row in a time step's gates.</param>
/// <param name="WeightFirst">The first row of W and b.</param>
/// <param name="Height">How many rows.</param>
/// <param name="Adds">Whether it is added to what they got of the step's input.</param>
internal readonly record struct HiddenProduct(int First, int WeightFirst, int Height, bool Adds);

/// <summary>
/// Unrolls a cell over the time steps. Forward: all products with inputs at once, as they wait for nothing, then step by
/// step the products with the state before, and the cell. Backward through time the same in reverse; the gates' gradients
/// take the gates' place, and all products with them that the time before does not wait for come at the end, at once.
/// </summary>
internal abstract class RecurrentPass(PassParts parts, int hiddenSize)
{
    protected Recorder Recorder { get; } = parts.Recorder;

    protected int HiddenSize { get; } = hiddenSize;

    protected HiddenStates States { get; } = parts.States;

    /// <summary>The time that is read first.</summary>
    protected int FirstTime => parts.IsReverse ? Steps - 1 : 0;

    /// <summary>Rows from one time step's gates to the next.</summary>
    protected abstract int GateStep { get; }

    /// <summary>How many gate rows get products of the input.</summary>
    protected abstract int InputGates { get; }

    protected abstract IReadOnlyList<HiddenProduct> HiddenProducts { get; }

    /// <summary>Whether <see cref="Backward"/> itself writes or adds to the gradient of the state before.</summary>
    protected virtual bool CellReachesBack => false;

    /// <summary>Whether the gradient of the state before is there when <see cref="Backward"/> runs, from the next layer.</summary>
    protected bool HasGradientBefore => !States.PassesOnLast;

    private int Steps => States.Steps;

    private int InputSize => parts.Input.Height / Steps;

    public void Record()
    {
        Recorder.Forward(new Clear(StateBefore(FirstTime)));
        foreach (var operation in Start())
        {
            Recorder.Forward(operation);
        }

        var input = parts.Input.Slice(0, InputSize);
        var overInputs = new Repeat(Steps - 1, InputSize, GateStep);
        Recorder.Forward(new LinearForward(
            input, Gates(0).Slice(0, InputGates), parts.InputWeight, parts.InputBias, Repeat: overInputs));
        foreach (int time in Times)
        {
            foreach (var product in HiddenProducts)
            {
                Recorder.Forward(new LinearForward(
                    StateBefore(time), Gates(time).Slice(product.First, product.Height), Weight(product), Bias(product), product.Adds));
            }

            Recorder.Forward(Forward(time));
        }

        Recorder.Backward([.. BackwardThroughTime(), .. AtTheEnd(input, overInputs)]);
    }

    /// <summary>The hidden state at a time.</summary>
    protected Rows State(int time) => States.At(time, parts.IsReverse);

    protected Rows StateBefore(int time) => State(Before(time));

    protected Rows StateGradient(int time) => States.GradientAt(time, parts.IsReverse);

    protected Rows GradientBefore(int time) => StateGradient(Before(time));

    /// <summary>Where rows of <paramref name="height"/> for each time and the one before the first begin for this time.</summary>
    protected int PlaceOf(int time, int height) => (parts.IsReverse ? time : time + 1) * height;

    protected int Before(int time) => parts.IsReverse ? time + 1 : time - 1;

    /// <summary>A time step's gates before the cell.</summary>
    protected abstract Rows Gates(int time);

    /// <summary>Their gradients, once the cell has run backward.</summary>
    protected abstract Rows GateGradients(int time);

    /// <summary>What comes before the first step.</summary>
    protected virtual IEnumerable<Operation> Start() => [];

    /// <summary>The cell: from gates to the hidden state.</summary>
    protected abstract Operation Forward(int time);

    /// <summary>What comes before the last step on the way back.</summary>
    protected virtual IEnumerable<Operation> StartBackward() => [];

    /// <summary>The cell's way back: from the state's gradient to those of the gates.</summary>
    protected abstract Operation Backward(int time);

    private IEnumerable<int> Times => parts.IsReverse
        ? Enumerable.Range(0, Steps).Reverse()
        : Enumerable.Range(0, Steps);

    private IEnumerable<Operation> BackwardThroughTime()
    {
        foreach (var operation in StartBackward())
        {
            yield return operation;
        }

        foreach (int time in Times.Reverse())
        {
            yield return Backward(time);
            if (time == FirstTime)
            {
                yield break;
            }

            bool isThere = HasGradientBefore || CellReachesBack;
            foreach (var product in HiddenProducts)
            {
                yield return new LinearInputGradient(
                    GateGradients(time).Slice(product.First, product.Height), GradientBefore(time), Weight(product), isThere);
                isThere = true;
            }
        }
    }

    private IEnumerable<Operation> AtTheEnd(Rows input, Repeat overInputs)
    {
        var gates = GateGradients(0).Slice(0, InputGates);
        yield return new LinearWeightGradient(input, gates, parts.InputWeight, parts.InputBias, overInputs);
        var overStates = new Repeat(Steps - 1, States.Step, GateStep);
        foreach (var product in HiddenProducts)
        {
            yield return new LinearWeightGradient(
                StateBefore(0), GateGradients(0).Slice(product.First, product.Height), Weight(product), Bias(product), overStates);
        }

        if (Recorder.WantsGradient(parts.Input))
        {
            // The groups of both directions are replayed backward's first: it writes, forward's adds.
            bool adds = States.IsBidirectional && !parts.IsReverse;
            yield return new LinearInputGradient(gates, Recorder.Gradient(input), parts.InputWeight, adds, overInputs);
        }
    }

    private ParameterRange Weight(HiddenProduct product) => new(
        parts.HiddenWeight.Offset + (product.WeightFirst * HiddenSize), product.Height * HiddenSize);

    private ParameterRange? Bias(HiddenProduct product) => parts.HiddenBias is { } bias
        ? new ParameterRange(bias.Offset + product.WeightFirst, product.Height)
        : null;
}
