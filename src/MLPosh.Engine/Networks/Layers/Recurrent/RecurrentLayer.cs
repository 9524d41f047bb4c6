using System.Globalization;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// A layer that reads a sequence [time, feature] step by step and remembers: each step's output depends on the step's
/// features and on the output before it; the first is preceded by zeros. Without <see cref="RecurrentSettings.ReturnSequence"/>
/// it passes on what it knows at the end: [h], the last step; when bidirectional [2h], the last step of the one that reads
/// forward and then the first step, at which it ends, of the one that reads backward. With it, [time, h] or [time, 2h].
/// </summary>
/// <remarks>
/// Parameters of stacked layer k, named as PyTorch's: "weight_ih_lk" [gates h, in], "weight_hh_lk" [gates h, h],
/// "bias_ih_lk" and "bias_hh_lk" [gates h], the same with "_reverse" when bidirectional; all at first uniform within ±1/√h.
/// In PyTorch's terms the short output is <c>h_n</c> of the last stacked layer.
/// </remarks>
public abstract class RecurrentLayer : Layer
{
    private protected RecurrentLayer(int hiddenSize, RecurrentSettings? settings)
    {
        Settings = settings ?? new RecurrentSettings();
        HiddenSize = Option.AtLeast(1, hiddenSize, "The size of a recurrent layer");
        Option.AtLeast(1, Settings.Layers, "The number of layers in a recurrent layer");
        Option.Share(Settings.Dropout, "The dropout of a recurrent layer");
    }

    /// <summary>Numbers that a step passes on to the next one, in each direction.</summary>
    public int HiddenSize { get; }

    /// <summary>All other settings.</summary>
    public RecurrentSettings Settings { get; }

    /// <summary>Rows of the weights for each hidden number.</summary>
    private protected abstract int GateCount { get; }

    /// <summary>What only this layer is written with.</summary>
    private protected virtual IEnumerable<(string Name, object Value, object Usual)> OwnSettings => [];

    private int Directions => Settings.Bidirectional ? 2 : 1;

    private int ParametersEach => Settings.Bias ? 4 : 2;

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape) => inputShape.Count != 2
        ? throw ShapeMismatch("a sequence [time, feature] (which a recurrent layer before it passes on with ReturnSequence=true)", inputShape)
        : Settings.ReturnSequence ? [inputShape[0], Directions * HiddenSize] : [Directions * HiddenSize];

    /// <inheritdoc/>
    public override string ToString() => Text([HiddenSize], [.. OwnSettings, .. Settings.All]);

    internal override IReadOnlyList<ParameterSpec> Parameters(IReadOnlyList<int> inputShape)
    {
        var bound = new InitialValue.Uniform(1 / Math.Sqrt(HiddenSize));
        var specs = new List<ParameterSpec>();
        for (int level = 0; level < Settings.Layers; level++)
        {
            int input = level == 0 ? inputShape[1] : Directions * HiddenSize, gates = GateCount * HiddenSize;
            for (int direction = 0; direction < Directions; direction++)
            {
                string end = string.Create(CultureInfo.InvariantCulture, $"l{level}{(direction == 1 ? "_reverse" : "")}");
                specs.Add(new ParameterSpec($"weight_ih_{end}", [gates, input], bound));
                specs.Add(new ParameterSpec($"weight_hh_{end}", [gates, HiddenSize], bound));
                if (Settings.Bias)
                {
                    specs.Add(new ParameterSpec($"bias_ih_{end}", [gates], bound));
                    specs.Add(new ParameterSpec($"bias_hh_{end}", [gates], bound));
                }
            }
        }

        return specs;
    }

    internal override Rows Record(Recorder recorder, LayerInput layerInput, IReadOnlyList<ParameterRange> parameters)
    {
        int steps = layerInput.Shape[0];
        var input = layerInput.Rows;
        for (int level = 0; level < Settings.Layers; level++)
        {
            bool isLast = level == Settings.Layers - 1;
            var states = new HiddenStates(recorder, steps, HiddenSize, Directions, isLast && !Settings.ReturnSequence);
            for (int direction = 0; direction < Directions; direction++)
            {
                var own = parameters.Skip(((level * Directions) + direction) * ParametersEach).Take(ParametersEach).ToList();
                var pass = new PassParts(
                    recorder, input, states, direction == 1, own[0], own[1], Settings.Bias ? own[2] : null, Settings.Bias ? own[3] : null);
                Pass(pass).Record();
            }

            input = states.Output;
            if (!isLast && Settings.Dropout > 0)
            {
                // Each stack draws numbers of its own.
                input = DropKernel.Record(
                    recorder,
                    layerInput with { Rows = input },
                    Settings.Dropout,
                    scale: 1 / (1 - Settings.Dropout),
                    firstDrawn: level * input.Height);
            }
        }

        return input;
    }

    /// <summary>The layer's own cell, bound to one direction of one stacked layer.</summary>
    private protected abstract RecurrentPass Pass(PassParts parts);
}
