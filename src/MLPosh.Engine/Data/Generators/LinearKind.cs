namespace MLPosh;

/// <summary>y = intercept + Σ slopeᵢ xᵢ + noise: as many features as slopes.</summary>
internal sealed class LinearKind : IDatasetKind
{
    public string Name => "Linear";

    public IReadOnlyList<string> Settings { get; } =
    [
        DatasetGeneratorOptions.Range,
        nameof(DatasetGeneratorOptions.Slope),
        nameof(DatasetGeneratorOptions.Intercept),
    ];

    public Dataset Generate(DatasetGeneratorOptions options)
    {
        var slopes = options.Slope ?? [1];
        return new SampleMaker(options).Numbers(slopes.Count, SampleMaker.WideRange, x =>
        {
            double y = options.Intercept ?? 0;
            for (int i = 0; i < slopes.Count; i++)
            {
                y += slopes[i] * x[i];
            }

            return y;
        });
    }
}
