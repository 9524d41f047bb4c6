namespace MLPosh;

/// <summary>Arms of a spiral, one a class, each wound once around the origin while its radius grows from 0.2 to 2.</summary>
/// <remarks>
/// After CS231n, "Neural networks case study"; there the arms begin at the origin, where no network can tell them apart.
/// </remarks>
internal sealed class SpiralKind : IDatasetKind
{
    private const double Inner = 0.2;
    private const double Outer = 2;

    public string Name => "Spiral";

    public IReadOnlyList<string> Settings { get; } = [nameof(DatasetGeneratorOptions.ClassCount)];

    public Dataset Generate(DatasetGeneratorOptions options)
    {
        int classes = options.ClassCount ?? 2;
        var maker = new SampleMaker(options);
        return maker.Classes([2], classes, (sample, x) =>
        {
            int label = sample % classes;
            double radius = maker.Uniform(Inner, Outer, sample);
            double angle = Math.Tau * ((radius / Outer) + ((double)label / classes));
            x[0] = radius * Math.Cos(angle);
            x[1] = radius * Math.Sin(angle);
            maker.AddNoise(sample, x, deviation: 0);
            return label;
        });
    }
}
