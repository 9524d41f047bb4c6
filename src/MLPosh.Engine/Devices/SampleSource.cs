namespace MLPosh.Devices;

/// <summary>Samples as devices read them: sample-major numbers, without their meaning.</summary>
/// <param name="X">Inputs, <paramref name="XWidth"/> numbers a sample.</param>
/// <param name="XWidth">Numbers of one input.</param>
/// <param name="Y">Targets, <paramref name="YWidth"/> numbers a sample; none where only predictions are wanted.</param>
/// <param name="YWidth">Numbers of one target.</param>
/// <param name="Count">Number of samples.</param>
internal sealed record SampleSource(ReadOnlyMemory<double> X, int XWidth, ReadOnlyMemory<double> Y, int YWidth, int Count)
{
    public SampleSource WithoutTargets => this with { Y = default, YWidth = 0 };
}
