using System.Globalization;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>In training sets each number to 0 with a probability and divides the others by what is left of 1.</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.Dropout.html.</remarks>
public sealed class DropoutLayer : Layer
{
    internal static readonly LayerKind Kind = new("Dropout", "Dropout(p)", arguments => new DropoutLayer(arguments.Number("p", 0.5)));

    /// <param name="probability">Of a number to be dropped, from 0 to below 1.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public DropoutLayer(double probability = 0.5) => Probability = Option.Share(probability, "The probability of a Dropout layer");

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <summary>Of a number to be dropped.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape) => inputShape;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Dropout({Probability})");

    internal override Rows Record(Recorder recorder, LayerInput input, IReadOnlyList<ParameterRange> parameters) =>
        DropKernel.Record(recorder, input, Probability, scale: 1 / (1 - Probability));
}
