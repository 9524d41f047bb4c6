using System.Globalization;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>Fills the features of a sample and returns its target: a number, or the index of its class.</summary>
/// <param name="sample">Its index.</param>
/// <param name="x">Its features, in row-major order.</param>
internal delegate double Sample(int sample, Span<double> x);

/// <summary>The target that belongs to the features of a sample.</summary>
internal delegate double Target(ReadOnlySpan<double> x);

/// <summary>
/// Draws features and noise for generators, so that all of them use the same streams in the same way. What is drawn for a
/// sample depends on the seed and its index only: with a larger count the first samples stay.
/// </summary>
internal sealed class SampleMaker(DatasetGeneratorOptions options)
{
    /// <summary>The bound for lines and curves: features from -10 to 10.</summary>
    public const double WideRange = 10;

    private readonly long _seed = options.Seed ?? Seeds.Fresh();

    /// <summary>A uniform number from <paramref name="low"/> to below <paramref name="high"/>.</summary>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound.</param>
    /// <param name="element">Which of the step's numbers.</param>
    /// <param name="step">0, or another for numbers that are none of the features in turn.</param>
    public double Uniform(double low, double high, long element, uint step = 0) =>
        low + ((high - low) * Philox.Uniform(_seed, RandomStream.DataFeature, step, element));

    /// <summary>Adds normal noise to the features of a sample.</summary>
    /// <param name="sample">Its index.</param>
    /// <param name="x">Its features.</param>
    /// <param name="deviation">The standard deviation unless the options have another.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange for noise that makes a feature infinite.</exception>
    public void AddNoise(int sample, Span<double> x, double deviation)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] += Noise(options.Noise ?? deviation, ((long)sample * x.Length) + i);
            if (!double.IsFinite(x[i]))
            {
                throw Option.OutOfRange(nameof(options.Noise), options.Noise!, "small enough for features that are finite");
            }
        }
    }

    /// <summary>Numbers to learn: target = f(features) + noise, the features uniform in the range.</summary>
    /// <param name="features">How many.</param>
    /// <param name="bound">The range is from -bound to bound unless the options have another.</param>
    /// <param name="function">f.</param>
    /// <exception cref="MLPoshException">
    /// OptionOutOfRange for an empty range or more numbers than an array holds; DatasetValueInvalid where a target is not
    /// finite, naming the first feature.
    /// </exception>
    public Dataset Numbers(int features, double bound, Target function) =>
        Numbers([features], InRange(bound, function));

    /// <summary>Numbers to learn: each sample's features and target are made together; the target gets noise.</summary>
    /// <param name="inputShape">The shape of a sample.</param>
    /// <param name="make">Makes a sample.</param>
    /// <param name="featureNames">The features' names; null for x, or x1, x2 …</param>
    /// <exception cref="MLPoshException">As above.</exception>
    public Dataset Numbers(int[] inputShape, Sample make, IReadOnlyList<string>? featureNames = null)
    {
        return Make(inputShape, Noisy, featureNames, "y", classes: null);

        double Noisy(int sample, Span<double> x)
        {
            double target = make(sample, x) + Noise(options.Noise ?? 0, sample);
            return double.IsFinite(target)
                ? target
                : throw new MLPoshException(
                    ErrorId.DatasetValueInvalid,
                    string.Create(CultureInfo.InvariantCulture, $"The target at x = {x[0]:R} is {target}; it must be finite."),
                    x[0]);
        }
    }

    /// <summary>Two classes to learn: class = f(features), the features uniform in the range, then noise on them.</summary>
    /// <param name="features">How many.</param>
    /// <param name="bound">The range is from -bound to bound unless the options have another.</param>
    /// <param name="function">f, giving 0 or 1.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange for an empty range or more numbers than an array holds.</exception>
    public Dataset Classes(int features, double bound, Target function)
    {
        var uniform = InRange(bound, function);
        return Classes([features], classes: 2, (sample, x) =>
        {
            double label = uniform(sample, x);
            AddNoise(sample, x, deviation: 0);
            return label;
        });
    }

    /// <summary>Classes to learn: each sample's features and class are made together, noise included.</summary>
    /// <param name="inputShape">The shape of a sample.</param>
    /// <param name="classes">How many classes; they are called 0, 1 …</param>
    /// <param name="make">Makes a sample.</param>
    /// <param name="featureNames">The features' names; null for x, or x1, x2 …</param>
    /// <exception cref="MLPoshException">OptionOutOfRange for more numbers than an array holds.</exception>
    public Dataset Classes(int[] inputShape, int classes, Sample make, IReadOnlyList<string>? featureNames = null)
    {
        // Zeros in front, for classes sort as text: 2 would come after 10.
        string format = $"D{(classes - 1).ToString(CultureInfo.InvariantCulture).Length}";
        return Make(
            inputShape,
            make,
            featureNames,
            "class",
            [.. Enumerable.Range(0, classes).Select(i => i.ToString(format, CultureInfo.InvariantCulture))]);
    }

    private Dataset Make(
        int[] inputShape, Sample make, IReadOnlyList<string>? featureNames, string targetName, IReadOnlyList<string>? classes)
    {
        long width = inputShape.Aggregate(1L, (product, size) => product * size);
        if (width * options.Count > Array.MaxLength)
        {
            throw Option.OutOfRange(
                nameof(options.Count),
                options.Count,
                $"small enough for {Array.MaxLength} numbers in all; each sample has {width}");
        }

        var x = new double[width * options.Count];
        var y = new double[options.Count];
        for (int s = 0; s < y.Length; s++)
        {
            y[s] = make(s, x.AsSpan((int)(s * width), (int)width));
        }

        return new Dataset(
            x, y, y.Length, inputShape, featureNames ?? ColumnNames.Numbered("x", inputShape[^1]), [targetName], classes);
    }

    private double Noise(double deviation, long element) =>
        deviation == 0 ? 0 : deviation * Philox.Normal(_seed, RandomStream.DataNoise, 0, element);

    private Sample InRange(double bound, Target function)
    {
        double low = options.Low ?? -bound, high = options.High ?? bound;
        // The width as well, for a range from -1e308 to 1e308 has none that is finite.
        if (!double.IsFinite(high - low) || low >= high)
        {
            throw Option.OutOfRange(
                DatasetGeneratorOptions.Range,
                string.Create(CultureInfo.InvariantCulture, $"{low}, {high}"),
                "two finite numbers, the lower first");
        }

        return (sample, x) =>
        {
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = Uniform(low, high, ((long)sample * x.Length) + i);
            }

            return function(x);
        };
    }
}
