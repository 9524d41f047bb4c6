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
    internal virtual IReadOnlyList<ParameterSpec> Parameters(IReadOnlyList<int> inputShape) => [];

    /// <summary>Records what the layer does, forward and back.</summary>
    /// <param name="recorder">Takes the operations.</param>
    /// <param name="input">The layer's input.</param>
    /// <param name="parameters">Where its parameters lie, in the order of <see cref="Parameters"/>.</param>
    /// <returns>The layer's output.</returns>
    internal abstract Rows Record(Recorder recorder, LayerInput input, IReadOnlyList<ParameterRange> parameters);

    /// <summary>The error for an input of a shape that the layer cannot take.</summary>
    /// <param name="takes">What it takes: "a plain list of features".</param>
    /// <param name="inputShape">What it was given.</param>
    private protected MLPoshException ShapeMismatch(string takes, IReadOnlyList<int> inputShape) => new(
        ErrorId.NetworkShapeMismatch,
        $"{this} takes {takes}, but its input has the shape {string.Join('x', inputShape)}.",
        this);
}

/// <summary>What a layer is given.</summary>
/// <param name="Rows">Rows that hold a sample, row-major.</param>
/// <param name="Shape">The sample's shape.</param>
/// <param name="Layer">The layer's own number in the network: its random numbers depend on it.</param>
internal readonly record struct LayerInput(Rows Rows, IReadOnlyList<int> Shape, int Layer);

/// <summary>A parameter that a layer asks for.</summary>
/// <param name="Name">As PyTorch names it within the layer.</param>
/// <param name="Shape">Its dimensions; values are row-major.</param>
/// <param name="Initial">What it starts from.</param>
/// <param name="IsBuffer">Whether it is no learned parameter but a number that the layer keeps itself: a running mean.</param>
internal sealed record ParameterSpec(string Name, IReadOnlyList<int> Shape, InitialValue Initial, bool IsBuffer = false)
{
    public int Count => Shape.Aggregate(1, (product, size) => product * size);
}

/// <summary>What the numbers of a parameter are at first.</summary>
internal abstract record InitialValue
{
    /// <summary>Uniform between minus this and this.</summary>
    public sealed record Uniform(double Bound) : InitialValue;

    /// <summary>Normal with mean 0.</summary>
    public sealed record Normal(double Deviation) : InitialValue;

    /// <summary>All the same.</summary>
    public sealed record Constant(double Value) : InitialValue;
}
