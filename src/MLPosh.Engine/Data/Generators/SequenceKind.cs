namespace MLPosh;

/// <summary>Sequences [time, feature] for recurrent networks: see <see cref="SequenceTask"/>.</summary>
internal sealed class SequenceKind : IDatasetKind
{
    private const int DefaultLength = 10;

    /// <summary>Time steps in one period of the sine.</summary>
    private const int Period = 20;

    public string Name => "Sequence";

    public IReadOnlyList<string> Settings { get; } =
        [nameof(DatasetGeneratorOptions.Task), nameof(DatasetGeneratorOptions.Length)];

    public Dataset Generate(DatasetGeneratorOptions options)
    {
        var maker = new SampleMaker(options);
        int length = options.Length ?? DefaultLength;
        return options.Task switch
        {
            SequenceTask.Sine => Sine(maker, length),
            SequenceTask.Parity => Parity(maker, length),
            _ => Adding(maker, length),
        };
    }

    /// <summary>Uniform values, two of them marked with 1 in the second feature; the target is those two's sum.</summary>
    private static Dataset Adding(SampleMaker maker, int length) =>
        maker.Numbers([length, 2], featureNames: ["value", "marker"], make: (sample, x) =>
        {
            // The numbers of a sample: its values, then its two marked steps.
            long first = sample * (length + 2L);
            for (int t = 0; t < length; t++)
            {
                x[2 * t] = maker.Uniform(0, 1, first + t);
            }

            int half = length / 2;
            int a = (int)maker.Uniform(0, half, first + length);
            int b = half + (int)maker.Uniform(0, length - half, first + length + 1);
            x[(2 * a) + 1] = 1;
            x[(2 * b) + 1] = 1;
            return x[2 * a] + x[2 * b];
        });

    /// <summary>A window of a sine that begins anywhere in its period; the target is its next value.</summary>
    private static Dataset Sine(SampleMaker maker, int length) =>
        maker.Numbers([length, 1], (sample, x) =>
        {
            double phase = maker.Uniform(0, Math.Tau, sample);
            for (int t = 0; t < length; t++)
            {
                x[t] = At(t);
            }

            return At(length);

            double At(int t) => Math.Sin(phase + (Math.Tau * t / Period));
        });

    /// <summary>Random bits; class 1 where an odd number of them is 1.</summary>
    private static Dataset Parity(SampleMaker maker, int length) =>
        maker.Classes([length, 1], classes: 2, featureNames: ["bit"], make: (sample, x) =>
        {
            int ones = 0;
            for (int t = 0; t < length; t++)
            {
                int bit = (int)maker.Uniform(0, 2, ((long)sample * length) + t);
                x[t] = bit;
                ones += bit;
            }

            maker.AddNoise(sample, x, deviation: 0);
            return ones % 2;
        });
}
