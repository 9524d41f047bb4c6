using System.Diagnostics;

namespace MLPosh;

/// <summary>The curve of a running range test, and when it has seen enough.</summary>
/// <param name="steps">The most steps.</param>
/// <param name="progress">Told now and then how far it is; null for nobody.</param>
internal sealed class RangeTestCurve(int steps, Action<TrainingProgress>? progress)
{
    /// <summary>How much of the mean a step keeps. (fastai keeps 0.98, which lags by half of a curve of 100 steps.)</summary>
    private const double Smoothing = 0.9;

    /// <summary>By how many times the best the loss may be above it.</summary>
    private const double MostRise = 3;

    private readonly List<LearningRatePoint> _points = [];
    private readonly ProgressPulse _pulse = new(atOnce: false);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private double _mean;
    private double _best = double.PositiveInfinity;

    /// <summary>What part of one loss's standard deviation the smoothed loss has, where losses do not depend on each other.</summary>
    public static double NoiseLeft => Math.Sqrt((1 - Smoothing) / (1 + Smoothing));

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<LearningRatePoint> Points => _points;

    /// <summary>Time since the first step was to come.</summary>
    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>
    /// The first step that counts. The tenth before only settles the mean: a batch of one sample may start with any loss, and
    /// a lucky one is no best.
    /// </summary>
    public static int Settled(int steps) => steps / 10;

    /// <summary>Takes in a step.</summary>
    /// <returns>Whether another is wanted.</returns>
    public bool Add(double rate, double loss)
    {
        _mean = (Smoothing * _mean) + ((1 - Smoothing) * loss);
        double smoothed = _mean / (1 - Math.Pow(Smoothing, _points.Count + 1));
        _points.Add(new LearningRatePoint(rate, loss, smoothed));
        if (progress is not null && _pulse.IsDue())
        {
            progress(new TrainingProgress(_points.Count, steps, smoothed, _watch.Elapsed));
        }

        if (_points.Count > Settled(steps))
        {
            _best = Math.Min(_best, smoothed);
        }

        return _points.Count < steps && !(smoothed > _best + (MostRise * Math.Abs(_best)));
    }
}
