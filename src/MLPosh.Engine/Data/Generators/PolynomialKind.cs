namespace MLPosh;

/// <summary>y = c₀ + c₁ x + c₂ x² + … + noise.</summary>
internal sealed class PolynomialKind : IDatasetKind
{
    public string Name => "Polynomial";

    public IReadOnlyList<string> Settings { get; } =
        [DatasetGeneratorOptions.Range, nameof(DatasetGeneratorOptions.Coefficient)];

    public Dataset Generate(DatasetGeneratorOptions options)
    {
        var coefficients = options.Coefficient ?? [0, 0, 1];
        return new SampleMaker(options).Numbers(1, SampleMaker.WideRange, x =>
        {
            double y = 0;
            for (int i = coefficients.Count - 1; i >= 0; i--)
            {
                y = (y * x[0]) + coefficients[i];
            }

            return y;
        });
    }
}
