namespace MLPosh;

/// <summary>
/// The learning rate range test: a copy of the network is trained for some steps while the learning rate grows from next to
/// nothing to far too much. Where the loss falls, rates are right.
/// </summary>
/// <remarks>
/// Source: Smith, "Cyclical learning rates for training neural networks", 2015, https://arxiv.org/abs/1506.01186, section
/// 3.3; growth by a factor, the smoothed loss and when to stop: https://docs.fast.ai/callback.schedule.html#LRFinder
/// </remarks>
public static class LearningRateFinder
{
    private static readonly string[] Unused =
    [
        nameof(TrainingOptions.Schedule), "Epoch", nameof(TrainingOptions.Patience), nameof(TrainingOptions.MinDelta),
        nameof(TrainingOptions.RestoreBest), nameof(TrainingOptions.MaxTime),
    ];

    /// <summary>Runs the test.</summary>
    /// <param name="network">The network; it stays as it is.</param>
    /// <param name="dataset">The samples to train on.</param>
    /// <param name="range">The rates; null for the defaults.</param>
    /// <param name="training">
    /// Loss, optimizer, batches, device …, as they will be trained with; null for the defaults. Its Progress is told steps.
    /// </param>
    /// <param name="token">Stops between two steps, with OperationCanceledException.</param>
    /// <exception cref="MLPoshException">
    /// OptionOutOfRange for a range that is none, or a setting that the test has no use for; else as <see cref="Trainer.Run"/>.
    /// A loss that is not finite is no exception: it ends the curve.
    /// </exception>
    public static LearningRateSearch Run(
        Network network,
        Dataset dataset,
        RangeTestOptions? range = null,
        TrainingOptions? training = null,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        range ??= new RangeTestOptions();
        training ??= new TrainingOptions();
        Check(range, training);
        int batchSize = training.BatchSize ?? dataset.Count;
        int batches = (dataset.Count + batchSize - 1) / batchSize;
        var curve = new RangeTestCurve(range.Steps, training.Progress);
        var options = training with
        {
            Seed = training.Seed ?? Seeds.Fresh(),
            Schedule = new LearningRateRamp(range.Minimum, range.Maximum, range.Steps),
            Epochs = (range.Steps + batches - 1) / batches,
            Every = int.MaxValue,
            Progress = null,
            AfterStep = curve.Add,
        };
        string loss = Objective.Of(network, DatasetFit.ForTask(network, dataset), training.Loss).Loss.Name;
        var end = Trainer.Run(network.Copy(), dataset, options, token).Last().StopReason;
        bool ranAway = end == StopReason.Diverged || curve.Points.Count < range.Steps;
        var suggestion = RangeTestSuggestion.Of(curve.Points, range, ranAway, training.Optimizer);
        if (suggestion.Doubt is { } doubt)
        {
            training.Warn?.Invoke(doubt);
        }

        return new LearningRateSearch
        {
            Suggestion = suggestion.Rate,
            IsClear = suggestion.IsClear,

            // An array: the type that a compiler makes of [..] cannot be indexed in PowerShell.
            Curve = curve.Points.ToArray(),
            Loss = loss,
            Optimizer = training.Optimizer with { LearningRate = suggestion.Rate },
            GradientClip = training.GradientClip,
            BatchSize = batchSize,
            Shuffle = training.Shuffle,
            Seed = options.Seed.Value,
            Device = training.Device.Name,
            Precision = training.Device.Resolve(training.Precision),
            Elapsed = curve.Elapsed,
        };
    }

    private static void Check(RangeTestOptions range, TrainingOptions training)
    {
        if (range.Maximum <= range.Minimum)
        {
            throw Option.OutOfRange(nameof(range.Maximum), range.Maximum, FormattableString.Invariant($"above Minimum, {range.Minimum}"));
        }

        var useless = TrainingMethods.GivenSettings(training).Where(Unused.Contains)
            .Concat(training.Method == TrainingMethod.GradientDescent ? [] : [nameof(training.Method)])
            .Concat(training.Validation is null ? [] : [nameof(training.Validation)]);
        if (useless.FirstOrDefault() is { } name)
        {
            throw Option.OutOfRange(name, "given", "left out of a learning rate range test, which goes by steps along the gradient");
        }
    }
}
