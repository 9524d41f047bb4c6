using MLPosh.Devices;

namespace MLPosh;

/// <summary>Takes a sample of any shape as a plain list of numbers, row-major.</summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.Flatten.html.</remarks>
public sealed class FlattenLayer : Layer
{
    internal static readonly LayerKind Kind = new("Flatten", "Flatten", _ => new FlattenLayer());

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape) =>
        [inputShape.Aggregate(1, (product, size) => checked(product * size))];

    /// <inheritdoc/>
    public override string ToString() => Name;

    // Rows are row-major already.
    internal override Rows Record(Recorder recorder, LayerInput input, IReadOnlyList<ParameterRange> parameters) => input.Rows;
}
