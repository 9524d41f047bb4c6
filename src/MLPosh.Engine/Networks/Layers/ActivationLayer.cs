using MLPosh.Devices;

namespace MLPosh;

/// <summary>An activation as a layer of its own: y = f(x), dx = dy f'(x), element by element; no parameters.</summary>
public sealed class ActivationLayer : Layer
{
    /// <param name="activation">The function.</param>
    public ActivationLayer(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        Activation = activation;
    }

    /// <inheritdoc/>
    public override string Name => Activation.Name;

    /// <summary>The function.</summary>
    public Activation Activation { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape) => inputShape;

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal override Rows Record(Recorder recorder, LayerInput input, IReadOnlyList<ParameterRange> parameters) =>
        Activation.Record(recorder, input.Rows, input.Shape[^1]);
}
