using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>The state of one training between its epochs.</summary>
internal sealed class TrainingRun : ITrainingRun
{
    private readonly Network _network;
    private readonly SampleSource? _validation;
    private readonly TrainingOptions _options;
    private readonly Plan _plan;
    private readonly Plan? _validationPlan;
    private readonly Batches _batches;
    private readonly IEpochSteps _steps;
    private readonly bool _offersBeforeUpdate;
    private readonly BestLoss _best;
    private readonly double[] _buffer;
    private readonly Descent _descent;
    private readonly bool _judges;
    private readonly long _seed;
    private readonly TrainingClock _clock;
    private double _loss = double.NaN;
    private double? _validationLoss;
    private double? _accuracy;

    public TrainingRun(
        Network network, Dataset dataset, Objective objective, TrainingOptions options, CancellationToken token)
    {
        _network = network;
        var source = dataset.SourceFor(objective);
        _validation = options.Validation?.SourceFor(objective);
        _judges = objective.Judge is not null;
        _options = options;
        _clock = new TrainingClock(options);
        _seed = options.Seed ?? Seeds.Fresh();
        _best = new BestLoss(options.Patience, options.MinDelta);
        _buffer = new double[network.ValueCount];

        int size = options.BatchSize ?? dataset.Count;
        _batches = new Batches(dataset.Count, size, options.Shuffle ? _seed : null);
        var recording = network.Record(objective);
        _plan = options.CreatePlan(recording, size, token);
        try
        {
            network.CopyTo(_buffer);
            _plan.WriteParameters(_buffer);
            if (options.RestoreBest)
            {
                // There is room for them, or the training does not begin.
                _plan.Keep();
            }

            _descent = new Descent(_plan, options, _batches.Count, _buffer, token);
            if (_plan is IStepQueue queue && QueuedSteps.Suit(_descent, options, _batches.Count))
            {
                _steps = new QueuedSteps(queue, source, _validation, _batches, _descent, options, _clock, _seed, token);
            }
            else
            {
                // A full batch's loss belongs to the parameters before the update.
                _offersBeforeUpdate = _batches.Count == 1 && options.Validation is null;
                Action<int, double>? offer = _offersBeforeUpdate ? Offer : null;
                _steps = new EachStep(_plan, source, _batches, _descent, options, _clock, _seed, offer, token);
            }

            if (_validation is not null && !_steps.Validates)
            {
                _validationPlan = options.CreatePlan(recording, NetworkEvaluation.CapacityFor(recording, _validation.Count), token);
            }
        }
        catch
        {
            // Where the rest has no room on the device, the plan is not to keep it.
            Dispose();
            throw;
        }
    }

    /// <summary>Why the training is over; null while it is not.</summary>
    public StopReason? StopReason { get; private set; }

    public (double Loss, double? ValidationLoss) Losses => (_loss, _validationLoss);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void RunEpoch(int epoch)
    {
        var result = _steps.Run(epoch, _loss);
        StopReason = result.StopReason;
        _loss = result.Loss;
        _accuracy = _judges ? (double)result.Hits / result.Samples : null;
        Validate();
        Judge(epoch);
    }

    /// <summary>The record of the epoch that just ran; the network gets the parameters that it ended with.</summary>
    public TrainingEpoch Report(int epoch)
    {
        if (!Publish())
        {
            StopReason = MLPosh.StopReason.Diverged;
        }

        return new TrainingEpoch
        {
            Epoch = epoch,
            Loss = _loss,
            ValidationLoss = _validationLoss,
            Accuracy = _accuracy,
            LearningRate = _descent.LearningRate,
            GradientNorm = _descent.GradientNorm,
            BestLoss = _best.Loss,
            BestEpoch = _best.Epoch,
            Elapsed = _clock.Elapsed,
            Seed = _seed,
            Device = _options.Device.Name,
            StopReason = StopReason,
        };
    }

    /// <summary>Gives the network the parameters that it is to keep.</summary>
    public void LeaveNetwork()
    {
        if (_options.RestoreBest && _best.Epoch > 0)
        {
            _plan.ReadKept(_buffer);
            _network.Publish(_buffer);
        }
        else
        {
            Publish();
        }
    }

    public void Dispose()
    {
        _plan.Dispose();
        _validationPlan?.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Validate()
    {
        if (_validation is null || StopReason == MLPosh.StopReason.Diverged)
        {
            return;
        }

        _validationPlan?.CopyParameters(_plan, _buffer);
        var (loss, hits) = _validationPlan is { } plan
            ? NetworkEvaluation.Measure(plan, _validation, again: _validationLoss is not null)
            : _steps.Validation;
        _validationLoss = loss;
        _accuracy = _judges ? (double)hits / _validation.Count : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Judge(int epoch)
    {
        double judged = _validationLoss ?? _loss;
        if (StopReason == MLPosh.StopReason.Diverged || !double.IsFinite(judged))
        {
            StopReason = MLPosh.StopReason.Diverged;
            return;
        }

        if (!_offersBeforeUpdate)
        {
            Offer(epoch, judged);
        }

        _descent.EndEpoch(epoch, judged);
        StopReason ??= epoch == _options.LastEpoch ? MLPosh.StopReason.Completed
            : _best.IsOver(epoch) ? MLPosh.StopReason.EarlyStopping
            : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Offer(int epoch, double loss)
    {
        if (_best.Offer(epoch, loss) && _options.RestoreBest)
        {
            _plan.Keep();
        }
    }

    /// <summary>Hands the parameters to the network unless one is not finite: then it keeps the last good ones.</summary>
    private bool Publish()
    {
        _plan.ReadParameters(_buffer);
        if (!VectorNorm.IsFinite(_buffer))
        {
            return false;
        }

        _network.Publish(_buffer);
        return true;
    }
}
