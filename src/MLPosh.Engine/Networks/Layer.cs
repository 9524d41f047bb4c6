using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// One layer of a network: what it is, not its numbers. Immutable, so that networks can share layers. Read one from text
/// with <see cref="LayerParser"/>; <see cref="object.ToString"/> gives that text back.
/// </summary>
public abstract class Layer
{
    /// <summary>Its kind: "Linear", "ReLU" …</summary>
    public abstract string Name { get; }

    /// <summary>The shape of one output sample, given that of one input sample.</summary>
    /// <exception cref="MLPoshException">NetworkShapeMismatch when the layer cannot take such an input.</exception>
    public abstract IReadOnlyList<int> OutputShape(IReadOnlyList<int> inputShape);

    /// <summary>The parameters that the layer has for this input, named as in PyTorch: "weight", "bias".</summary>
    internal abstract IReadOnlyList<ParameterSpec> Parameters(IReadOnlyList<int> inputShape);

    /// <summary>Records what the layer does, forward and back.</summary>
    /// <param name="recorder">Takes the operations.</param>
    /// <param name="input">The layer's input.</param>
    /// <param name="parameters">Where its parameters lie, in the order of <see cref="Parameters"/>.</param>
    /// <returns>The layer's output.</returns>
    internal abstract Rows Record(Recorder recorder, LayerInput input, IReadOnlyList<ParameterRange> parameters);
}

/// <summary>What a layer is given: rows, and the shape of the sample that they hold, row-major.</summary>
internal readonly record struct LayerInput(Rows Rows, IReadOnlyList<int> Shape);

/// <summary>A parameter that a layer asks for.</summary>
/// <param name="Name">As PyTorch names it within the layer.</param>
/// <param name="Shape">Its dimensions; values are row-major.</param>
/// <param name="InitialBound">It starts uniform between minus this and this.</param>
internal sealed record ParameterSpec(string Name, IReadOnlyList<int> Shape, double InitialBound)
{
    public int Count => Shape.Aggregate(1, (product, size) => product * size);
}
