namespace MLPosh;

/// <summary>Noisy corners of the unit square: class 1 where one feature is 1 and the other 0, class 0 where both are the same.</summary>
/// <remarks>Source: Minsky and Papert, "Perceptrons", 1969. The corners take turns.</remarks>
internal sealed class XorKind : IDatasetKind
{
    public string Name => "Xor";

    public IReadOnlyList<string> Settings { get; } = [];

    public Dataset Generate(DatasetGeneratorOptions options)
    {
        var maker = new SampleMaker(options);
        return maker.Classes([2], classes: 2, (sample, x) =>
        {
            int a = sample % 4 / 2, b = sample % 2;
            x[0] = a;
            x[1] = b;
            maker.AddNoise(sample, x, deviation: 0.1);
            return a ^ b;
        });
    }
}
