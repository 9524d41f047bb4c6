namespace MLPosh;

/// <summary>Class 1 where the number of features ("pixels") above 0 is odd.</summary>
/// <remarks>
/// Source: Li, Karpathy, Johnson, CS231n, lecture 2, "Hard cases for a linear classifier". A single pixel says
/// nothing about the class, so a linear classifier that is trained stays near 0.5; the best one gains a corner at most.
/// </remarks>
internal sealed class ParityKind : IDatasetKind
{
    private const int DefaultDimension = 4;

    public string Name => "Parity";

    public IReadOnlyList<string> Settings { get; } =
        [DatasetGeneratorOptions.Range, nameof(DatasetGeneratorOptions.Dimension)];

    public Dataset Generate(DatasetGeneratorOptions options) =>
        new SampleMaker(options).Classes(options.Dimension ?? DefaultDimension, bound: 1, x =>
        {
            int positive = 0;
            foreach (double pixel in x)
            {
                positive += pixel > 0 ? 1 : 0;
            }

            return positive % 2;
        });
}
