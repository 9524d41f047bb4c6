namespace MLPosh;

/// <summary>
/// Two half circles of radius 1 that reach into each other: class 0 the upper one around (0, 0), class 1 the lower one around
/// (1, 0.5).
/// </summary>
/// <remarks>Source: scikit-learn's make_moons; here the place on the half circle is random.</remarks>
internal sealed class MoonsKind : IDatasetKind
{
    public string Name => "Moons";

    public IReadOnlyList<string> Settings { get; } = [];

    public Dataset Generate(DatasetGeneratorOptions options)
    {
        var maker = new SampleMaker(options);
        return maker.Classes([2], classes: 2, (sample, x) =>
        {
            var (sin, cos) = Math.SinCos(maker.Uniform(0, Math.PI, sample));
            int label = sample % 2;
            (x[0], x[1]) = label == 0 ? (cos, sin) : (1 - cos, 0.5 - sin);
            maker.AddNoise(sample, x, deviation: 0);
            return label;
        });
    }
}
