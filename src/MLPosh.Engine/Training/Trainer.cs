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
        dataset = DatasetFit.ForTask(network, dataset);
        if (network.IsAutoEncoder && options.Validation is { } given)
        {
            options = options with { Validation = given.WithInputAsTarget() };
        }

        var objective = Objective.Of(network, dataset, options.Loss);
        if (options.Validation is { } validation)
        {
            Objective.Of(network, validation, objective.Loss);
            if (dataset.Classes?.SequenceEqual(validation.Classes ?? []) == false)
            {
                throw new MLPoshException(
                    ErrorId.DatasetShapeMismatch,
                    $"The validation's classes ({string.Join(", ", validation.Classes!)}) are not those of the samples "
                    + $"({string.Join(", ", dataset.Classes)}). Split one dataset (Split-Dataset) to have the same.",
                    validation);
            }
        }

        // Nobody asked for this loss, and no gradient comes to the weights from it.
        if (options is { Loss: null, Method: TrainingMethod.GradientDescent } && objective.IsFlat(network))
        {
            throw new MLPoshException(
                ErrorId.LossMismatch,
                $"The network ends with {network.Layers[^1]}, whose derivative is 0, and the targets are numbers: with the loss "
                + $"{objective.Loss.Name} nothing would be learned. Give the targets as classes (-Categorical), or -1 and 1 with "
                + "the loss Perceptron, which looks at what goes into the step.",
                objective.Loss.Name);
        }

        if (options.BatchSize > dataset.Count)
        {
            throw Option.OutOfRange(
                nameof(options.BatchSize), options.BatchSize.Value, $"at most {dataset.Count}, the number of samples");
        }

        options.Schedule?.ThrowIfLongerThan(options.Epochs);
        if (options.Method == TrainingMethod.NormalEquation)
        {
            NormalEquationRun.Check(network, objective.Loss, options);
        }
        else if (options.Method == TrainingMethod.GradientDescent)
        {
            DatasetFit.CheckBatches(network, dataset.Count, options.BatchSize);
        }

        options.Device.Resolve(options.Precision);
        if (objective.Doubt(network) is { } doubt)
        {
            options.Warn?.Invoke(doubt);
        }

        return Epochs(network, dataset, objective, options, token);
    }

    private static IEnumerable<TrainingEpoch> Epochs(
        Network network, Dataset dataset, Objective objective, TrainingOptions options, CancellationToken token)
    {
        using var inUse = network.Use();
        Placement.Place(network, dataset, token);
        using ITrainingRun run = options.Method switch
        {
            TrainingMethod.NormalEquation => new NormalEquationRun(network, dataset, objective, options, token),
            TrainingMethod.RandomSearch => new RandomSearchRun(network, dataset, objective, options, token),
            _ => new TrainingRun(network, dataset, objective, options, token),
        };
        try
        {
            for (int epoch = 1; run.StopReason is null; epoch++)
            {
                run.RunEpoch(epoch);
                options.AfterEpoch?.Invoke(run.Losses.Loss, run.Losses.ValidationLoss);
                if (run.StopReason is not null || options.NextReported(epoch) == epoch)
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
