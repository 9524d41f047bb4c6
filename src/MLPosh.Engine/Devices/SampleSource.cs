namespace MLPosh.Devices;

/// <summary>How targets become rows, one an output.</summary>
internal enum TargetEncoding
{
    /// <summary>As they are.</summary>
    Numbers,

    /// <summary>The indices 0 and 1 of two classes become -1 and 1.</summary>
    Signs,

    /// <summary>The index of a class becomes 1 in its own row and 0 in the others.</summary>
    OneHot,
}

/// <summary>Samples as devices read them: sample-major numbers, without their meaning.</summary>
/// <param name="X">Inputs, <paramref name="XWidth"/> numbers a sample.</param>
/// <param name="XWidth">Numbers of one input.</param>
/// <param name="Y">Targets, <paramref name="YWidth"/> numbers a sample; none where only predictions are wanted.</param>
/// <param name="YWidth">Numbers of one target.</param>
/// <param name="Count">Number of samples.</param>
/// <param name="Encoding">How the targets become rows beside the outputs.</param>
internal sealed record SampleSource(
    ReadOnlyMemory<double> X,
    int XWidth,
    ReadOnlyMemory<double> Y,
    int YWidth,
    int Count,
    TargetEncoding Encoding = TargetEncoding.Numbers)
{
    public SampleSource WithoutTargets => this with { Y = default, YWidth = 0 };
}
