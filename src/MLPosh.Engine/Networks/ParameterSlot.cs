using MLPosh.Devices;

namespace MLPosh;

/// <summary>Where one parameter lies in a network's flat list of numbers.</summary>
internal sealed record ParameterSlot(
    int Layer, string Name, IReadOnlyList<int> Shape, ParameterRange Range, InitialValue Initial, bool IsBuffer)
{
    /// <summary>
    /// The parameters of these layers in their order, named "layer.parameter". The learned ones lie together, one after
    /// another, and the buffers after all of them: an optimizer goes over the first alone.
    /// </summary>
    public static IReadOnlyList<ParameterSlot> Of(IReadOnlyList<int> inputShape, IReadOnlyList<Layer> layers)
    {
        var specs = new List<(int Layer, ParameterSpec Spec)>();
        var shape = inputShape;
        for (int i = 0; i < layers.Count; i++)
        {
            var output = layers[i].OutputShape(shape);
            specs.AddRange(layers[i].Parameters(shape).Select(spec => (i, spec)));
            shape = output;
        }

        int learned = 0, buffers = specs.Where(item => !item.Spec.IsBuffer).Sum(item => item.Spec.Count);
        return [.. specs.Select(item =>
        {
            var (layer, spec) = item;
            ref int offset = ref spec.IsBuffer ? ref buffers : ref learned;
            var range = new ParameterRange(offset, spec.Count);
            offset = checked(offset + spec.Count);
            return new ParameterSlot(layer, $"{layer}.{spec.Name}", spec.Shape, range, spec.Initial, spec.IsBuffer);
        })];
    }

    /// <summary>The number with this index at first.</summary>
    public double InitialNumber(long seed, int index) => Initial switch
    {
        // Rounded to single, so that a network starts from the same numbers in both precisions.
        InitialValue.Uniform uniform =>
            (float)(((2.0 * Philox.UniformSingle(seed, RandomStream.Initialisation, 0, index)) - 1) * uniform.Bound),
        InitialValue.Normal normal =>
            (float)(Philox.Normal(seed, RandomStream.Initialisation, 0, index) * normal.Deviation),
        InitialValue.Constant constant => constant.Value,
        _ => throw new NotSupportedException($"{Initial}"),
    };

    public NetworkParameter Named(double[] values) =>
        new(Name, Shape, values[Range.Offset..(Range.Offset + Range.Count)]);
}
