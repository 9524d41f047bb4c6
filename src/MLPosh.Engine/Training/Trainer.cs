namespace MLPosh;

/// <summary>Trains networks.</summary>
public static class Trainer
{
    /// <summary>
    /// Trains a network in place, epoch by epoch as the result is enumerated. Before each record the network has the
    /// parameters that the epoch ended with; whoever stops enumerating stops the training and keeps a usable network.
    /// </summary>
    /// <param name="network">The network; nobody else can train or change it meanwhile.</param>
    /// <param name="dataset">The samples.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="token">Stops between two steps, with OperationCanceledException.</param>
    /// <exception cref="MLPoshException">
    /// NetworkShapeMismatch, LossMismatch or OptionOutOfRange at once; NetworkInUse, or DesignSingular of the method
    /// NormalEquation, when enumerated. A loss that is not
    /// finite is no exception: the last record says Diverged, and the network keeps its last finite parameters.
    /// </exception>
    public static IEnumerable<TrainingEpoch> Run(
        Network network, Dataset dataset, TrainingOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= new TrainingOptions();
        TrainingMethods.ThrowUnlessTaken(options.Method, TrainingMethods.GivenSettings(options));
        var loss = options.Loss ?? Loss.ForRegression;
        loss.ThrowUnlessFits(dataset);
        DatasetFit.Check(network, dataset);
        if (options.Validation is { } validation)
        {
            loss.ThrowUnlessFits(validation);
            DatasetFit.Check(network, validation);
        }

        if (options.BatchSize > dataset.Count)
        {
            throw Option.OutOfRange(
                nameof(options.BatchSize), options.BatchSize.Value, $"at most {dataset.Count}, the number of samples");
        }

        options.Device.Resolve(options.Precision);
        if (options.Method == TrainingMethod.NormalEquation)
        {
            NormalEquationRun.Check(network, loss, options);
        }

        return Epochs(network, dataset, options with { Loss = loss }, token);
    }

    private static IEnumerable<TrainingEpoch> Epochs(
        Network network, Dataset dataset, TrainingOptions options, CancellationToken token)
    {
        using var inUse = network.Use();
        using ITrainingRun run = options.Method switch
        {
            TrainingMethod.NormalEquation => new NormalEquationRun(network, dataset, options, token),
            TrainingMethod.RandomSearch => new RandomSearchRun(network, dataset, options, token),
            _ => new TrainingRun(network, dataset, options, token),
        };
        try
        {
            for (int epoch = 1; run.StopReason is null; epoch++)
            {
                run.RunEpoch(epoch);
                if (run.StopReason is not null || (epoch - 1) % options.Every == 0)
                {
                    yield return run.Report(epoch);
                }
            }
        }
        finally
        {
            run.LeaveNetwork();
        }
    }
}
