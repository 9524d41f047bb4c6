namespace MLPosh;

/// <summary>A normal cloud a class, around a center that is uniform between -10 and 10 in each dimension.</summary>
/// <remarks>Source: scikit-learn's make_blobs. Centers may lie close to each other; another seed moves them.</remarks>
internal sealed class BlobsKind : IDatasetKind
{
    private const double CenterBound = 10;

    /// <summary>Apart from the features' own step, so that the centers depend on the seed only.</summary>
    private const uint CenterStep = 1;

    public string Name => "Blobs";

    public IReadOnlyList<string> Settings { get; } =
        [nameof(DatasetGeneratorOptions.ClassCount), nameof(DatasetGeneratorOptions.Dimension)];

    public Dataset Generate(DatasetGeneratorOptions options)
    {
        int classes = options.ClassCount ?? 3, dimension = options.Dimension ?? 2;
        var maker = new SampleMaker(options);
        return maker.Classes([dimension], classes, (sample, x) =>
        {
            int label = sample % classes;
            for (int i = 0; i < dimension; i++)
            {
                x[i] = maker.Uniform(-CenterBound, CenterBound, ((long)label * dimension) + i, CenterStep);
            }

            maker.AddNoise(sample, x, deviation: 1);
            return label;
        });
    }
}
