using MLPosh.Devices;

namespace MLPosh;

/// <summary>Where one parameter lies in a network's flat list of numbers.</summary>
internal sealed record ParameterSlot(
    int Layer, string Name, IReadOnlyList<int> Shape, ParameterRange Range, double InitialBound)
{
    /// <summary>The parameters of these layers one after another, named "layer.parameter".</summary>
    public static IEnumerable<ParameterSlot> Of(IReadOnlyList<int> inputShape, IReadOnlyList<Layer> layers)
    {
        int offset = 0;
        var shape = inputShape;
        for (int i = 0; i < layers.Count; i++)
        {
            var output = layers[i].OutputShape(shape);
            foreach (var spec in layers[i].Parameters(shape))
            {
                yield return new ParameterSlot(
                    i, $"{i}.{spec.Name}", spec.Shape, new ParameterRange(offset, spec.Count), spec.InitialBound);
                offset = checked(offset + spec.Count);
            }

            shape = output;
        }
    }

    public NetworkParameter Named(double[] values) =>
        new(Name, Shape, values[Range.Offset..(Range.Offset + Range.Count)]);
}
