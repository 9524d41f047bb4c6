using System.Globalization;
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

    /// <summary>Throws if the layer cannot stand at this place of a network.</summary>
    /// <param name="index">Its place, counted from 0.</param>
    /// <param name="before">The layer before it; null where it is the first.</param>
    /// <exception cref="MLPoshException">NetworkShapeMismatch.</exception>
    internal virtual void CheckPlace(int index, Layer? before)
    {
    }

    /// <summary>Throws if the layer, as a network's first, cannot read a number of the samples.</summary>
    /// <exception cref="MLPoshException">DatasetValueInvalid, naming row and column.</exception>
    internal virtual void CheckSamples(Dataset dataset)
    {
    }

    /// <summary>Throws if the layer cannot learn from so few samples at once.</summary>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    internal virtual void CheckBatch(IReadOnlyList<int> inputShape, int samples)
    {
    }

    /// <summary>The layer as text: its name, the settings that must be given, and of the others those that differ.</summary>
    private protected string Text(IEnumerable<object> values, params (string Name, object Value, object Usual)[] settings)
    {
        var parts = values.Select(Plain).Concat(
            settings.Where(setting => !setting.Value.Equals(setting.Usual))
                .Select(setting => $"{setting.Name}={Plain(setting.Value)}"));
        string inside = string.Join(", ", parts);
        return inside.Length == 0 ? Name : $"{Name}({inside})";
        static string Plain(object value) => value is bool flag
            ? flag ? "true" : "false"
            : Convert.ToString(value, CultureInfo.InvariantCulture)!;
    }

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
