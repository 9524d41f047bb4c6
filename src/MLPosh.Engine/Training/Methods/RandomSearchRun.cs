using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Random local search: the first try is the network as it stands; each further one moves all parameters of the best so
/// far by normal steps, and takes its place if its loss over all samples is lower.
/// </summary>
/// <remarks>Source: Matyas, "Random optimization", Automation and Remote Control 26, 1965.</remarks>
internal sealed class RandomSearchRun : ITrainingRun
{
    private const double DefaultDeviation = 0.1;

    private readonly Network _network;
    private readonly SampleSource? _validation;
    private readonly int? _judged;
    private readonly TrainingOptions _options;
    private readonly CancellationToken _token;
    private readonly TrainingClock _clock;
    private readonly Plan _plan;
    private readonly Plan? _validationPlan;
    private readonly BestLoss _best;
    private readonly double[] _kept;
    private readonly double[] _try;
    private readonly double[]? _bestValues;
    private readonly long _seed;
    private readonly double _deviation;
    private double _loss = double.NaN;
    private double? _validationLoss;
    private double? _accuracy;

    public RandomSearchRun(
        Network network, Dataset dataset, Objective objective, TrainingOptions options, CancellationToken token)
    {
        _network = network;
        _judged = objective.Judge is null ? null : dataset.Count;
        _options = options;
        _token = token;
        _clock = new TrainingClock(options);
        _seed = options.Seed ?? Seeds.Fresh();
        _deviation = options.SearchDeviation ?? DefaultDeviation;
        _best = new BestLoss(options.Patience, options.MinDelta);
        _kept = network.Snapshot();
        _try = new double[_kept.Length];

        // Without validation the kept parameters are those of the best loss already.
        _bestValues = options is { RestoreBest: true, Validation: not null } ? network.Snapshot() : null;

        var recording = network.Record(objective);
        _plan = options.CreatePlan(recording, dataset.Count, token);
        try
        {
            _plan.Load(dataset.SourceFor(objective), NetworkEvaluation.Indices(0, dataset.Count));
            if (options.Validation is { } validation)
            {
                _validation = validation.SourceFor(objective);
                _validationPlan = options.CreatePlan(recording, NetworkEvaluation.CapacityFor(recording, validation.Count), token);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public StopReason? StopReason { get; private set; }

    public (double Loss, double? ValidationLoss) Losses => (_loss, _validationLoss);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void RunEpoch(int epoch)
    {
        _token.ThrowIfCancellationRequested();
        Move(epoch);
        _plan.WriteParameters(_try);
        double loss = _plan.Evaluate(withGradient: false);
        _plan.ReadParameters(_try); // as the plan's precision rounded them: the loss is theirs
        bool usable = double.IsFinite(loss) && VectorNorm.IsFinite(_try);
        StopReason = _clock.Look(epoch, _loss);
        if (epoch == 1 && !usable)
        {
            _loss = loss;
            StopReason = MLPosh.StopReason.Diverged;
            return;
        }

        if (usable && !(loss >= _loss))
        {
            _loss = loss;
            _accuracy = (double)_plan.Hits / _judged;
            _try.CopyTo(_kept, 0);
            Validate();
        }

        Judge(epoch);
    }

    public TrainingEpoch Report(int epoch)
    {
        _network.Publish(_kept);
        return new TrainingEpoch
        {
            Epoch = epoch,
            Loss = _loss,
            ValidationLoss = _validationLoss,
            Accuracy = _accuracy,
            LearningRate = _deviation,
            BestLoss = _best.Loss,
            BestEpoch = _best.Epoch,
            Elapsed = _clock.Elapsed,
            Seed = _seed,
            Device = _options.Device.Name,
            StopReason = StopReason,
        };
    }

    public void LeaveNetwork() => _network.Publish(_best.Epoch > 0 && _bestValues is { } best ? best : _kept);

    public void Dispose()
    {
        _plan.Dispose();
        _validationPlan?.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Move(int epoch)
    {
        for (int i = 0; i < _try.Length; i++)
        {
            // What lies after the parameters is kept by layers themselves.
            _try[i] = epoch == 1 || i >= _network.ParameterCount
                ? _kept[i]
                : _kept[i] + (_deviation * Philox.Normal(_seed, RandomStream.SearchMove, (uint)epoch, i));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Validate()
    {
        if (_validationPlan is not null)
        {
            _validationPlan.WriteParameters(_kept);
            (_validationLoss, int hits) = NetworkEvaluation.Measure(_validationPlan, _validation!);
            _accuracy = _judged is null ? null : (double)hits / _validation!.Count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Judge(int epoch)
    {
        if (_best.Offer(epoch, _validationLoss ?? _loss) && _bestValues is not null)
        {
            _kept.CopyTo(_bestValues, 0);
        }

        StopReason ??= epoch == _options.LastEpoch ? MLPosh.StopReason.Completed
            : _best.IsOver(epoch) ? MLPosh.StopReason.EarlyStopping
            : null;
    }
}
