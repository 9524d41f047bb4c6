using System.Globalization;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>A training of one epoch: the normal equation's solution, in double precision on the processor.</summary>
internal sealed class NormalEquationRun(
    Network network, Dataset dataset, Objective objective, TrainingOptions options, CancellationToken token) : ITrainingRun
{
    private readonly TrainingClock _clock = new(options);
    private readonly long _seed = options.Seed ?? Seeds.Fresh();
    private readonly double[] _parameters = new double[network.ParameterCount];
    private readonly double[] _gradient = new double[network.ParameterCount];
    private double _loss;
    private double? _validationLoss;

    public StopReason? StopReason { get; private set; }

    public (double Loss, double? ValidationLoss) Losses => (_loss, _validationLoss);

    /// <summary>Throws unless the method can train this network.</summary>
    /// <exception cref="MLPoshException">OptionOutOfRange or LossMismatch.</exception>
    public static void Check(Network network, Loss loss, TrainingOptions options)
    {
        if (loss.Name != nameof(MSE))
        {
            throw new MLPoshException(
                ErrorId.LossMismatch,
                $"The method NormalEquation makes the mean squared error small, but the loss is {loss.Name}. "
                + $"Losses that fit: {nameof(MSE)}; other losses go with GradientDescent and RandomSearch.",
                loss.Name);
        }

        bool linear = network.Layers.All(layer => layer is LinearLayer or ActivationLayer { Name: nameof(Linear) });
        if (!linear || network.Layers.Count(layer => layer is LinearLayer) != 1)
        {
            throw Option.OutOfRange(
                nameof(options.Method),
                options.Method,
                $"GradientDescent or RandomSearch for the network {network}: NormalEquation solves networks of exactly one "
                + "Linear layer, like 3 -> Linear(1)");
        }

        if (options.Device != ComputeDevice.Default)
        {
            throw Option.OutOfRange(
                nameof(options.Device), options.Device.Name, $"{ComputeDevice.Default} with the method NormalEquation");
        }

        long needed = SymmetricMatrix.BytesFor(network.InputSize), free = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > free)
        {
            throw Option.OutOfRange(
                nameof(options.Method),
                options.Method,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"GradientDescent or RandomSearch for {network.InputSize} features: NormalEquation would need {needed >> 30} GiB of memory, and there are {free >> 30}"));
        }
    }

    public void RunEpoch(int epoch)
    {
        double penalty = options.Regularization ?? 0;
        bool bias = network.Layers.OfType<LinearLayer>().Single().HasBias;
        int free = dataset.Count - (bias ? 1 : 0);
        if (penalty == 0 && free < dataset.InputSize)
        {
            throw Singular(
                free,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{dataset.Count} sample(s) are too few for {dataset.InputSize} weight(s) a target{(bias ? " and a bias" : "")}"));
        }

        var problem = new LeastSquaresProblem(dataset.Source, bias, penalty, token);
        var solution = LeastSquares.Solve(problem, bias, options.ThreadCount, token);
        if (solution.DependentColumn is { } column)
        {
            throw Singular(column, problem.Columns.Largest[column] > 0
                ? "it is, up to rounding, a linear combination of the other features"
                : bias ? "it is the same in all samples, as the bias is" : "it is 0 in all samples");
        }

        solution.Weight.CopyTo(_parameters, 0);
        solution.Bias.CopyTo(_parameters, solution.Weight.Length);
        Measure();
        StopReason = double.IsFinite(_loss) && VectorNorm.IsFinite(_parameters)
            ? MLPosh.StopReason.Completed
            : MLPosh.StopReason.Diverged;
    }

    public TrainingEpoch Report(int epoch)
    {
        if (StopReason == MLPosh.StopReason.Completed)
        {
            network.Publish(_parameters);
        }

        return new TrainingEpoch
        {
            Epoch = epoch,
            Loss = _loss,
            ValidationLoss = _validationLoss,
            GradientNorm = VectorNorm.Of(_gradient),
            BestLoss = _validationLoss ?? _loss,
            BestEpoch = epoch,
            Elapsed = _clock.Elapsed,
            Seed = _seed,
            Device = options.Device.Name,
            StopReason = StopReason,
        };
    }

    /// <summary>Nothing is left to do: the network has the solution, or none was found and it stays as it was.</summary>
    public void LeaveNetwork()
    {
    }

    public void Dispose()
    {
    }

    private void Measure()
    {
        token.ThrowIfCancellationRequested();
        var recording = network.Record(objective);
        using var plan = CreatePlan(recording, dataset.Count);
        plan.Load(dataset.SourceFor(objective), NetworkEvaluation.Indices(0, dataset.Count));
        _loss = plan.Evaluate(withGradient: true);
        plan.ReadGradient(_gradient);
        if (options.Validation is { } validation)
        {
            using var measuring = CreatePlan(recording, NetworkEvaluation.CapacityFor(recording, validation.Count));
            _validationLoss = NetworkEvaluation.Measure(measuring, validation.SourceFor(objective)).Loss;
        }
    }

    private Plan CreatePlan(Recording recording, int capacity)
    {
        var plan = options.CreatePlan(recording, capacity, token, Precision.Double);
        plan.WriteParameters(_parameters);
        return plan;
    }

    private MLPoshException Singular(int column, string why) => new(
        ErrorId.DesignSingular,
        $"No single solution is the best: the feature '{dataset.FeatureNames[column]}' depends on the others; {why}. "
        + (options.Regularization > 0
            ? $"Leave the feature out, or give a larger -{nameof(options.Regularization)}."
            : $"Leave the feature out, or give a -{nameof(options.Regularization)} above 0."),
        dataset.FeatureNames[column]);
}
