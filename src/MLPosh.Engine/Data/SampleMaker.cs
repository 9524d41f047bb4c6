using System.Globalization;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>Draws features and noise for generators, so that all of them use the same streams in the same way.</summary>
internal sealed class SampleMaker
{
    private readonly DatasetGeneratorOptions _options;
    private readonly long _seed;

    /// <exception cref="MLPoshException">OptionOutOfRange for an empty range.</exception>
    public SampleMaker(DatasetGeneratorOptions options)
    {
        // The width as well, for a range from -1e308 to 1e308 has none that is finite.
        if (!double.IsFinite(options.High - options.Low) || options.Low >= options.High)
        {
            throw Option.OutOfRange(
                "Range",
                string.Create(CultureInfo.InvariantCulture, $"{options.Low}, {options.High}"),
                "two finite numbers, the lower first");
        }

        _options = options;
        _seed = options.Seed ?? Seeds.Fresh();
    }

    /// <summary>Features uniform in the range; target = f(features) + noise.</summary>
    /// <exception cref="MLPoshException">DatasetValueInvalid where the target is not finite, naming the first feature.</exception>
    public Dataset Make(int features, Func<SampleRow, double> function)
    {
        int count = _options.Count;
        var x = new double[checked(count * features)];
        var y = new double[count];
        for (int i = 0; i < x.Length; i++)
        {
            double uniform = Philox.Uniform(_seed, RandomStream.DataFeature, 0, i);
            x[i] = _options.Low + ((_options.High - _options.Low) * uniform);
        }

        for (int s = 0; s < count; s++)
        {
            double noise = _options.Noise == 0 ? 0 : _options.Noise * Philox.Normal(_seed, RandomStream.DataNoise, 0, s);
            y[s] = function(new SampleRow(x, s * features)) + noise;
            if (!double.IsFinite(y[s]))
            {
                throw new MLPoshException(
                    ErrorId.DatasetValueInvalid,
                    string.Create(CultureInfo.InvariantCulture, $"The target at x = {x[s * features]:R} is {y[s]}; it must be finite."),
                    x[s * features]);
            }
        }

        IReadOnlyList<string> names = features == 1 ? ["x"] : [.. Enumerable.Range(1, features).Select(i => $"x{i}")];
        return new Dataset(x, y, count, [features], names, ["y"]);
    }
}

/// <summary>The features of one sample.</summary>
internal readonly struct SampleRow(double[] values, int offset)
{
    public double this[int feature] => values[offset + feature];
}
