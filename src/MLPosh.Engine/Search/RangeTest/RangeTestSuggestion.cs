using System.Globalization;

namespace MLPosh;

/// <summary>The learning rate that the curve of a range test speaks for, and what there is to say about it.</summary>
/// <param name="Rate">Always a number, within the range.</param>
/// <param name="IsClear">Whether the loss clearly fell.</param>
/// <param name="Doubt">What is wrong with the curve, and what helps; null for nothing.</param>
/// <remarks>
/// A tenth of the rate at which the smoothed loss is lowest: fastai's `minimum`, https://docs.fast.ai/callback.schedule.html.
/// Its `valley` and `steep` look at where the loss falls; on full batches, where it falls from the first step on because
/// nothing is noise, they gave rates up to 800 times too low on twelve problems of this project's kind; this one was at most 13 times off.
/// </remarks>
internal sealed record RangeTestSuggestion(double Rate, bool IsClear, string? Doubt)
{
    private const double OfLowest = 0.1;
    private const double OfRunaway = 0.01;

    /// <summary>The least fall that is one, as a part of the loss that it began with.</summary>
    private const double LeastFall = 0.01;

    /// <summary>How many standard deviations of the smoothed loss's noise a fall has to be.</summary>
    private const double LeastDeviations = 4;

    /// <summary>Looks at a finished curve.</summary>
    /// <param name="curve">The steps with a finite loss; may be none.</param>
    /// <param name="range">The rates that it was to go through.</param>
    /// <param name="ranAway">Whether it ended before the range did: the loss rose too far, or was not finite any more.</param>
    /// <param name="optimizer">Whose own rate is the last resort.</param>
    public static RangeTestSuggestion Of(
        IReadOnlyList<LearningRatePoint> curve, RangeTestOptions range, bool ranAway, Optimizer optimizer)
    {
        int start = RangeTestCurve.Settled(range.Steps);
        int lowest = Lowest(curve, start);
        if (lowest > start && Fall(curve, start, lowest) > Noise(curve, lowest))
        {
            bool isAtEnd = !ranAway && lowest == curve.Count - 1;
            return new RangeTestSuggestion(
                Within(range, curve[lowest].LearningRate * OfLowest),
                IsClear: true,
                isAtEnd ? Text($"The loss still falls at the end of the range: the best learning rate may lie above. Give a larger -Maximum than {range.Maximum}.") : null);
        }

        if (ranAway)
        {
            double last = curve.Count > 0 ? curve[^1].LearningRate : range.Minimum;
            double rate = Within(range, last * OfRunaway);
            return new RangeTestSuggestion(rate, IsClear: false, Text(
                $"The loss did not clearly fall before it ran away at the learning rate {last}: the suggestion of {rate} is only small against that. Try a smaller -Minimum, larger batches, or -Standardize for the data; a network that is already trained has nothing to fall to."));
        }

        double own = Within(range, optimizer.LearningRate);
        return new RangeTestSuggestion(own, IsClear: false, Text(
            $"The loss did not clearly fall at any of the {curve.Count} learning rates: the suggestion of {own} is no more than {optimizer.Name}'s own, within the range. Try a larger -Maximum, more steps (-Step) or larger batches."));
    }

    private static int Lowest(IReadOnlyList<LearningRatePoint> curve, int start)
    {
        int lowest = start;
        for (int i = start + 1; i < curve.Count; i++)
        {
            lowest = curve[i].SmoothedLoss < curve[lowest].SmoothedLoss ? i : lowest;
        }

        return lowest;
    }

    /// <summary>By how much the smoothed loss fell, beyond what is too little to be called a fall.</summary>
    private static double Fall(IReadOnlyList<LearningRatePoint> curve, int start, int lowest)
    {
        double from = curve[start].SmoothedLoss;
        return from - curve[lowest].SmoothedLoss - (LeastFall * Math.Abs(from));
    }

    /// <summary>How far the smoothed loss may stray by the choice of samples alone: what one loss differs by from the next.</summary>
    private static double Noise(IReadOnlyList<LearningRatePoint> curve, int last)
    {
        // By the median, which a few wild steps at the end do not change: 0.6745 standard deviations of a normal number.
        double[] changes = [.. Enumerable.Range(1, last).Select(i => Math.Abs(curve[i].Loss - curve[i - 1].Loss)).Order()];
        double deviation = changes[changes.Length / 2] / (0.6745 * Math.Sqrt(2));
        return LeastDeviations * RangeTestCurve.NoiseLeft * deviation;
    }

    private static double Within(RangeTestOptions range, double rate) => Math.Clamp(rate, range.Minimum, range.Maximum);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
