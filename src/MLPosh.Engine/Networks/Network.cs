using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// A list of layers with their parameters. Layers never change; parameters do, by training and by
/// <see cref="SetParameter"/>, one caller at a time.
/// </summary>
/// <remarks>Not enumerable on purpose: a PowerShell pipeline would take it apart.</remarks>
public sealed partial class Network
{
    private readonly double[] _values;
    private readonly Lock _valuesGate = new();
    private readonly ParameterSlot[] _slots;
    private int _inUse;

    private Network(IReadOnlyList<int> inputShape, IReadOnlyList<Layer> layers, long seed, bool isAutoEncoder, string? kind)
    {
        InputShape = inputShape;
        Layers = layers;
        Seed = seed;
        IsAutoEncoder = isAutoEncoder;
        Kind = kind;
        _slots = [.. ParameterSlot.Of(inputShape, layers)];
        ParameterCount = _slots.Where(slot => !slot.IsBuffer).Sum(slot => slot.Range.Count);
        _values = new double[_slots.Sum(slot => slot.Range.Count)];
        OutputShape = layers.Aggregate(inputShape, (shape, layer) => layer.OutputShape(shape));
    }

    /// <summary>Shape of one input sample: [features], or [time, features], or [channels, height, width].</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>Shape of one output sample.</summary>
    public IReadOnlyList<int> OutputShape { get; }

    /// <summary>Numbers of one input sample.</summary>
    public int InputSize => Product(InputShape);

    /// <summary>Numbers of one output sample.</summary>
    public int OutputSize => Product(OutputShape);

    /// <summary>Its layers, counted from 0 as in PyTorch's nn.Sequential, activations included.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The seed that its parameters were drawn with.</summary>
    public long Seed { get; }

    /// <summary>The kind of <see cref="NetworkKinds"/> that it was made as; null where its layers were listed.</summary>
    public string? Kind { get; }

    /// <summary>Whether it is to give back its input: a dataset's targets then play no part.</summary>
    public bool IsAutoEncoder { get; }

    /// <summary>Numbers in all learned parameters together.</summary>
    public int ParameterCount { get; }

    /// <summary>The same with the numbers that layers keep beside them (running means).</summary>
    internal int ValueCount => _values.Length;

    /// <summary>The names of its parameters, in order: "0.weight", "0.bias" …</summary>
    public IReadOnlyList<string> ParameterNames => [.. _slots.Select(slot => slot.Name)];

    /// <summary>Copies of all parameters, in order.</summary>
    public IReadOnlyList<NetworkParameter> GetParameters() => Named(Snapshot());

    /// <summary>A copy of the parameter of this name, in any case.</summary>
    /// <exception cref="MLPoshException">ParameterNotFound, listing the names there are.</exception>
    public NetworkParameter GetParameter(string name) => Find(name).Named(Snapshot());

    /// <summary>Gives a parameter new values.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <param name="value">As many finite numbers as it has, row-major.</param>
    /// <param name="shape">The shape of <paramref name="value"/>: flat, or exactly the parameter's.</param>
    /// <exception cref="MLPoshException">ParameterNotFound, ParameterShapeMismatch, NetworkInUse.</exception>
    public void SetParameter(string name, IReadOnlyList<double> value, IReadOnlyList<int>? shape = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        var slot = Find(name);
        bool fits = value.Count == slot.Range.Count
            && (shape is null || shape.Count <= 1 || shape.SequenceEqual(slot.Shape));
        if (!fits)
        {
            throw new MLPoshException(
                ErrorId.ParameterShapeMismatch,
                $"Parameter '{slot.Name}' has the shape [{string.Join(", ", slot.Shape)}]; the value given has "
                + $"[{string.Join(", ", shape ?? [value.Count])}]. Give {slot.Range.Count} numbers, flat or in that shape.",
                slot.Name);
        }

        using (Use())
        {
            lock (_valuesGate)
            {
                for (int i = 0; i < value.Count; i++)
                {
                    _values[slot.Range.Offset + i] = value[i];
                }

                if (!slot.IsBuffer && Layers[slot.Layer] is IPlacedLayer)
                {
                    // What was set by hand is not to be placed over.
                    _values[PlacedAt(slot.Layer)] = 1;
                }
            }
        }
    }

    /// <summary>A network of its own with the same layers and the same parameters.</summary>
    public Network Copy()
    {
        var copy = new Network(InputShape, Layers, Seed, IsAutoEncoder, Kind) { Recipe = Recipe };
        copy.Publish(Snapshot());
        return copy;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{string.Join('x', InputShape)} -> {string.Join(" -> ", Layers)}";

    /// <summary>Keeps all others from changing the parameters until disposed.</summary>
    /// <exception cref="MLPoshException">NetworkInUse when someone already does.</exception>
    internal IDisposable Use() => Interlocked.CompareExchange(ref _inUse, 1, 0) == 0
        ? new InUse(this)
        : throw new MLPoshException(
            ErrorId.NetworkInUse,
            "The network is being trained or changed elsewhere. Wait for that to end, or train a copy (Copy-Network).",
            this);

    /// <summary>A copy of all parameters, flat, never half of one step and half of another.</summary>
    internal double[] Snapshot()
    {
        var values = new double[ValueCount];
        CopyTo(values);
        return values;
    }

    /// <summary>As <see cref="Snapshot"/>, into <see cref="ValueCount"/> numbers.</summary>
    internal void CopyTo(Span<double> values)
    {
        lock (_valuesGate)
        {
            _values.CopyTo(values);
        }
    }

    /// <summary>Takes over all parameters, flat; the caller holds <see cref="Use"/>.</summary>
    internal void Publish(ReadOnlySpan<double> values)
    {
        lock (_valuesGate)
        {
            values.CopyTo(_values);
        }
    }

    /// <summary>Whether a layer that starts from data has done so, or has been set by hand.</summary>
    internal bool IsPlaced(int layer)
    {
        lock (_valuesGate)
        {
            return _values[PlacedAt(layer)] != 0;
        }
    }

    /// <summary>Takes over the parameters and buffers of one layer, in their order; the caller holds <see cref="Use"/>.</summary>
    internal void Publish(int layer, IReadOnlyList<double[]> values)
    {
        lock (_valuesGate)
        {
            foreach (var (slot, numbers) in _slots.Where(slot => slot.Layer == layer).Zip(values))
            {
                numbers.CopyTo(_values, slot.Range.Offset);
            }
        }
    }

    /// <summary>
    /// Gives flat numbers, laid out as the parameters are, their names and shapes; without those that layers keep beside
    /// them where there are none of them.
    /// </summary>
    internal IReadOnlyList<NetworkParameter> Named(double[] values) =>
        [.. _slots.Where(slot => values.Length == ValueCount || !slot.IsBuffer).Select(slot => slot.Named(values))];

    /// <summary>What the first <paramref name="layerCount"/> layers do, for a device to make a plan of.</summary>
    internal Recording Record(int? layerCount = null) => Record(0, layerCount ?? Layers.Count, null, wantsInputGradient: false);

    /// <summary>What the layers from this one on do, given its input.</summary>
    internal Recording RecordFrom(int layer) => Record(layer, Layers.Count, null, wantsInputGradient: false);

    /// <summary>What training for an objective does.</summary>
    internal Recording Record(Objective objective, bool wantsInputGradient = false) =>
        Record(0, objective.LayerCount, objective, wantsInputGradient);

    private Recording Record(int first, int end, Objective? objective, bool wantsInputGradient)
    {
        var shape = Layers.Take(first).Aggregate(InputShape, (input, layer) => layer.OutputShape(input));
        var recorder = new Recorder(Product(shape), wantsInputGradient);
        var rows = recorder.Input;
        for (int i = first; i < end; i++)
        {
            // Buffers are counted among themselves.
            var parameters = _slots.Where(slot => slot.Layer == i).Select(
                slot => slot.IsBuffer ? slot.Range with { Offset = slot.Range.Offset - ParameterCount } : slot.Range);
            rows = Layers[i].Record(recorder, new LayerInput(rows, shape, i), [.. parameters]);
            shape = Layers[i].OutputShape(shape);
        }

        return recorder.Finish(rows, ParameterCount, ValueCount - ParameterCount, objective?.Handle, objective?.Judge);
    }

    private int PlacedAt(int layer) => _slots.First(slot => slot.Layer == layer && slot.IsBuffer).Range.Offset;

    private static int Product(IReadOnlyList<int> shape) => shape.Aggregate(1, (product, size) => checked(product * size));

    private ParameterSlot Find(string name) =>
        _slots.FirstOrDefault(slot => slot.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new MLPoshException(
            ErrorId.ParameterNotFound,
            $"The network has no parameter '{name}'. It has: {string.Join(", ", ParameterNames)}.",
            name);

    private sealed class InUse(Network network) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref network._inUse, 0);
    }
}
