namespace MLPosh;

/// <summary>Class 1 where 1 ≤ √(Σ xᵢ²) ≤ 2, class 0 inside and outside of that ring.</summary>
/// <remarks>Source: Li, Karpathy, Johnson, CS231n, lecture 2, "Hard cases for a linear classifier".</remarks>
internal sealed class RingKind : IDatasetKind
{
    public string Name => "Ring";

    public IReadOnlyList<string> Settings { get; } =
        [DatasetGeneratorOptions.Range, nameof(DatasetGeneratorOptions.Dimension)];

    public Dataset Generate(DatasetGeneratorOptions options)
    {
        int dimension = options.Dimension ?? 2;
        return new SampleMaker(options).Classes(dimension, Bound(dimension), x =>
        {
            double square = 0;
            foreach (double value in x)
            {
                square += value * value;
            }

            return square is >= 1 and <= 4 ? 1 : 0;
        });
    }

    /// <summary>
    /// The bound for which about as many samples lie in the ring as out of it. √(12/n) makes the mean of the squared norm,
    /// n · bound²/3, that of the ring's outer edge; 2.2 does better where there are one or two features.
    /// </summary>
    private static double Bound(int dimension) => Math.Min(2.2, Math.Sqrt(12.0 / dimension));
}
