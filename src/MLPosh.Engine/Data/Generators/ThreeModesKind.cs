namespace MLPosh;

/// <summary>
/// Class 1 is three normal modes in the plane, class 0 everything else: uniform over the square from -5 to 5, except for a
/// disc around each mode.
/// </summary>
/// <remarks>
/// Source: Li, Karpathy, Johnson, CS231n, lecture 2, "Hard cases for a linear classifier". The noise spreads the modes, and
/// class 0 has none: with the default one sample of class 1 in a thousand lies where class 0 does.
/// </remarks>
internal sealed class ThreeModesKind : IDatasetKind
{
    /// <summary>From the middle of the square to each mode; the modes are the corners of a triangle.</summary>
    private const double ModeDistance = 2.5;
    private const double DiscRadius = 1.5;
    private const double HalfSquare = 5;

    private static readonly (double X, double Y)[] Modes =
        [.. Enumerable.Range(0, 3).Select(i => Polar(ModeDistance, (Math.PI / 2) + (i * Math.Tau / 3)))];

    public string Name => "ThreeModes";

    public IReadOnlyList<string> Settings { get; } = [];

    public Dataset Generate(DatasetGeneratorOptions options)
    {
        var maker = new SampleMaker(options);
        return maker.Classes([2], classes: 2, (sample, x) =>
        {
            // The classes take turns, and so do the modes.
            if (sample % 2 == 0)
            {
                (x[0], x[1]) = Elsewhere(maker, sample);
                return 0;
            }

            (x[0], x[1]) = Modes[sample / 2 % 3];
            maker.AddNoise(sample, x, deviation: 0.4);
            return 1;
        });
    }

    /// <summary>The first point of a row of random ones that lies in no disc; four in five do.</summary>
    private static (double X, double Y) Elsewhere(SampleMaker maker, int sample)
    {
        for (uint attempt = 0; ; attempt++)
        {
            double x = maker.Uniform(-HalfSquare, HalfSquare, 2L * sample, attempt);
            double y = maker.Uniform(-HalfSquare, HalfSquare, (2L * sample) + 1, attempt);
            if (Modes.All(mode => Square(x - mode.X) + Square(y - mode.Y) >= Square(DiscRadius)))
            {
                return (x, y);
            }
        }
    }

    private static double Square(double value) => value * value;

    private static (double X, double Y) Polar(double radius, double angle) =>
        (radius * Math.Cos(angle), radius * Math.Sin(angle));
}
