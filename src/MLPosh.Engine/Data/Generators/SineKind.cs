namespace MLPosh;

/// <summary>y = sin(x) + noise, over one period unless there is a range.</summary>
internal sealed class SineKind : IDatasetKind
{
    public string Name => "Sine";

    public IReadOnlyList<string> Settings { get; } = [DatasetGeneratorOptions.Range];

    public Dataset Generate(DatasetGeneratorOptions options) =>
        new SampleMaker(options).Numbers(1, Math.PI, x => Math.Sin(x[0]));
}
