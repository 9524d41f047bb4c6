using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>The state of one training between its epochs.</summary>
internal sealed class TrainingRun : ITrainingRun
{
    private readonly Network _network;
    private readonly SampleSource _source;
    private readonly SampleSource? _validation;
    private readonly TrainingOptions _options;
    private readonly CancellationToken _token;
    private readonly Plan _plan;
    private readonly Plan? _validationPlan;
    private readonly Batches _batches;
    private readonly BestLoss _best;
    private readonly double[] _buffer;
    private readonly double[]? _bestValues;
    private readonly Descent _descent;
    private readonly bool _judges;
    private readonly long _seed;
    private readonly TrainingClock _clock;
    private uint _step;
    private int _hits;
    private double _loss = double.NaN;
    private double? _validationLoss;
    private double? _accuracy;

    public TrainingRun(
        Network network, Dataset dataset, Objective objective, TrainingOptions options, CancellationToken token)
    {
        _network = network;
        _source = dataset.SourceFor(objective);
        _judges = objective.Judge is not null;
        _options = options;
        _token = token;
        _clock = new TrainingClock(options);
        _seed = options.Seed ?? Seeds.Fresh();
        _best = new BestLoss(options.Patience, options.MinDelta);
        _buffer = new double[network.ValueCount];
        _bestValues = options.RestoreBest ? network.Snapshot() : null;

        int size = options.BatchSize ?? dataset.Count;
        _batches = new Batches(dataset.Count, size, options.Shuffle ? _seed : null);
        var recording = network.Record(objective);
        _plan = options.Device.CreatePlan(recording, size, options.Precision, options.ThreadCount);
        _plan.WriteParameters(network.Snapshot());
        if (_batches.Count == 1)
        {
            _plan.Load(_source, _batches[0]);
        }

        _descent = new Descent(_plan, options, _batches.Count, token);
        if (options.Validation is { } validation)
        {
            _validation = validation.SourceFor(objective);
            _validationPlan = options.Device.CreatePlan(
                recording, NetworkEvaluation.CapacityFor(recording, validation.Count), options.Precision, options.ThreadCount);
        }
    }

    /// <summary>Why the training is over; null while it is not.</summary>
    public StopReason? StopReason { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void RunEpoch(int epoch)
    {
        _batches.StartEpoch(epoch);
        double sum = 0;
        int samples = 0;
        _hits = 0;
        for (int batch = 0; batch < _batches.Count && StopReason is null; batch++)
        {
            _token.ThrowIfCancellationRequested();
            double loss = Step(epoch, batch);
            sum += loss * _batches[batch].Length;
            samples += _batches[batch].Length;
            StopReason ??= _clock.Look(epoch, _loss);
        }

        _loss = sum / samples;
        _accuracy = _judges ? (double)_hits / samples : null;
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
        if (_bestValues is { } best && _best.Epoch > 0)
        {
            _network.Publish(best);
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
    private double Step(int epoch, int batch)
    {
        if (_batches.Count > 1)
        {
            _plan.Load(_source, _batches[batch]);
        }

        _plan.Training = new TrainingStep(_seed, ++_step);
        double loss = _plan.Evaluate(withGradient: true);
        _hits += _plan.Hits;
        if (!double.IsFinite(loss))
        {
            // No update: the network stays as it was before the step that failed.
            StopReason = MLPosh.StopReason.Diverged;
            return loss;
        }

        if (_batches.Count == 1 && _validationPlan is null)
        {
            // A full batch's loss belongs to the parameters before the update.
            Offer(epoch, loss);
        }

        if (!_descent.Step(epoch, batch, loss))
        {
            StopReason = MLPosh.StopReason.Diverged;
        }
        else if (_options.AfterStep?.Invoke(_descent.LearningRate, loss) == false)
        {
            StopReason = MLPosh.StopReason.Completed;
        }

        return loss;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Validate()
    {
        if (_validationPlan is not null && StopReason != MLPosh.StopReason.Diverged)
        {
            _plan.ReadParameters(_buffer);
            _validationPlan.WriteParameters(_buffer);
            (_validationLoss, int hits) = NetworkEvaluation.Measure(_validationPlan, _validation!);
            _accuracy = _judges ? (double)hits / _validation!.Count : null;
        }
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

        if (_batches.Count > 1 || _validationPlan is not null)
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
        if (_best.Offer(epoch, loss) && _bestValues is not null)
        {
            _plan.ReadParameters(_bestValues);
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
