using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// In training sets each number to 0 with a probability and leaves the others as they are (Dropout makes up for what it
/// drops, a mask does not); outside training y = x. Backward: dx = dy where the number was kept, else 0.
/// </summary>
/// <remarks>Source: Vincent et al., "Stacked denoising autoencoders", JMLR 11, 2010 (masking noise).</remarks>
public sealed class MaskLayer : Layer
{
    internal static readonly LayerKind Kind = new("Mask", "Mask(p)", arguments => new MaskLayer(arguments.Number("p")));

    /// <param name="probability">Of a number to be set to 0, from 0 to below 1.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public MaskLayer(double probability) => Probability = Option.Share(probability, "The probability of a Mask layer");

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <summary>Of a number to be set to 0.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape) => inputShape;

    /// <inheritdoc/>
    public override string ToString() => Text([Probability]);

    internal override Rows Record(Recorder recorder, LayerInput input, IReadOnlyList<ParameterRange> parameters) =>
        DropKernel.Record(recorder, input, Probability, scale: 1);
}
