using System.Globalization;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>Places the units of a RadialBasis layer among samples: k-means++, then steps of Lloyd's algorithm.</summary>
/// <remarks>
/// Sources: Arthur and Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007; for the widths Moody and
/// Darken, "Fast learning in networks of locally-tuned processing units", Neural Computation 1, 1989.
/// </remarks>
internal sealed class CenterSearch
{
    // More samples would only move the centers a little, and take longer than the training.
    private const int MostSamples = 10_000;
    private const int LloydSteps = 20;
    private const int Neighbours = 2;

    private readonly double[] _samples;
    private readonly int _count;
    private readonly int _width;
    private readonly long _seed;
    private readonly CancellationToken _token;

    /// <param name="samples">Sample-major; of more than 10 000 as many, evenly spaced.</param>
    /// <param name="width">Numbers of a sample.</param>
    /// <param name="seed">For the first choice of centers.</param>
    /// <param name="token">Stops the search.</param>
    public CenterSearch(double[] samples, int width, long seed, CancellationToken token)
    {
        int all = samples.Length / width;
        _count = Math.Min(all, MostSamples);
        _width = width;
        _seed = seed;
        _token = token;
        _samples = new double[_count * width];
        for (int s = 0; s < _count; s++)
        {
            int from = (int)((long)s * all / _count);
            samples.AsSpan(from * width, width).CopyTo(_samples.AsSpan(s * width));
        }
    }

    /// <summary>Centers, one after another.</summary>
    /// <exception cref="MLPoshException">NetworkShapeMismatch for fewer different samples than centers.</exception>
    public double[] Centers(int units)
    {
        double[] centers = Spread(units);
        var nearest = new int[_count];
        for (int step = 0; step < LloydSteps; step++)
        {
            _token.ThrowIfCancellationRequested();
            if (!Assign(centers, nearest) && step > 0)
            {
                break;
            }

            MoveToMeans(centers, nearest);
        }

        return centers;
    }

    /// <summary>
    /// The root mean square distance of each center to its two nearest ones; of a single center, to the samples, or 1 where
    /// all of them lie on it.
    /// </summary>
    public double[] Widths(double[] centers)
    {
        int units = centers.Length / _width;
        var widths = new double[units];
        for (int unit = 0; unit < units; unit++)
        {
            var center = centers.AsSpan(unit * _width, _width).ToArray();
            double square = units > 1
                ? Others(centers, unit).Select(other => Distance(other, center)).Order().Take(Neighbours).Average()
                : Enumerable.Range(0, _count).Average(s => Distance(Sample(s), center));
            widths[unit] = square > 0 ? Math.Sqrt(square) : 1;
        }

        return widths;
    }

    /// <summary>k-means++: each further center is a sample, drawn by its squared distance to the nearest center so far.</summary>
    private double[] Spread(int units)
    {
        var centers = new double[units * _width];
        double[] distance = [.. Enumerable.Repeat(double.PositiveInfinity, _count)];
        int chosen = (int)(Philox.Uniform(_seed, RandomStream.Centers, 0, 0) * _count);
        for (int unit = 0; unit < units; unit++)
        {
            _token.ThrowIfCancellationRequested();
            if (unit > 0)
            {
                double total = distance.Sum();
                chosen = total > 0
                    ? Choose(distance, Philox.Uniform(_seed, RandomStream.Centers, 0, unit) * total)
                    : throw TooFew(units, unit);
            }

            var center = centers.AsSpan(unit * _width, _width);
            Sample(chosen).CopyTo(center);
            for (int s = 0; s < _count; s++)
            {
                distance[s] = Math.Min(distance[s], Distance(Sample(s), center));
            }
        }

        return centers;
    }

    private static int Choose(double[] weights, double level)
    {
        int last = 0;
        for (int s = 0; s < weights.Length; s++)
        {
            if (weights[s] > 0)
            {
                last = s;
                level -= weights[s];
                if (level < 0)
                {
                    return s;
                }
            }
        }

        // Rounding of the sum can leave a little of the level.
        return last;
    }

    /// <returns>Whether a sample came to another center.</returns>
    private bool Assign(double[] centers, int[] nearest)
    {
        bool moved = false;
        for (int s = 0; s < _count; s++)
        {
            int best = 0;
            double least = double.PositiveInfinity;
            for (int unit = 0; unit * _width < centers.Length; unit++)
            {
                double distance = Distance(Sample(s), centers.AsSpan(unit * _width, _width));
                (best, least) = distance < least ? (unit, distance) : (best, least);
            }

            moved |= nearest[s] != best;
            nearest[s] = best;
        }

        return moved;
    }

    private void MoveToMeans(double[] centers, int[] nearest)
    {
        var sums = new double[centers.Length];
        var counts = new int[centers.Length / _width];
        for (int s = 0; s < _count; s++)
        {
            counts[nearest[s]]++;
            for (int i = 0; i < _width; i++)
            {
                sums[(nearest[s] * _width) + i] += _samples[(s * _width) + i];
            }
        }

        for (int i = 0; i < centers.Length; i++)
        {
            // A center without samples stays where it is.
            centers[i] = counts[i / _width] > 0 ? sums[i] / counts[i / _width] : centers[i];
        }
    }

    private IEnumerable<double[]> Others(double[] centers, int unit) => Enumerable.Range(0, centers.Length / _width)
        .Where(other => other != unit)
        .Select(other => centers.AsSpan(other * _width, _width).ToArray());

    private ReadOnlySpan<double> Sample(int sample) => _samples.AsSpan(sample * _width, _width);

    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }

    private MLPoshException TooFew(int units, int different) => new(
        ErrorId.NetworkShapeMismatch,
        string.Create(
            CultureInfo.InvariantCulture,
            $"A RadialBasis layer has {units} units, but the samples that they start from come to only {different} different "
            + $"point(s) ({_count} sample(s)): give it fewer units, or more samples."),
        units);
}
