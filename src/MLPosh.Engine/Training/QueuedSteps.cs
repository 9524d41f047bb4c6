using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Steps that the device goes through while the host goes on: it waits only where somebody has to know a loss or the
/// parameters, and often enough that a stop does not wait long.
/// </summary>
internal sealed class QueuedSteps : IEpochSteps
{
    // Losses that are kept on the device at least.
    private const int FewestKept = 4096;

    private readonly IStepQueue _queue;
    private readonly SampleSource _source;
    private readonly Batches _batches;
    private readonly Descent _descent;
    private readonly TrainingOptions _options;
    private readonly TrainingClock _clock;
    private readonly CancellationToken _token;
    private readonly long _seed;
    private readonly bool _isSeen;
    private readonly int _resultsPerEpoch;
    private readonly double[] _losses;
    private readonly int[] _hits;
    private int _waiting;
    private uint _step;
    private int _first = 1;
    private int _last;
    private int _lastBatches;
    private StopReason? _stop;

    /// <param name="queue">Computes.</param>
    /// <param name="source">The samples.</param>
    /// <param name="validation">Samples to measure after each epoch; null for none.</param>
    /// <param name="batches">Their order.</param>
    /// <param name="descent">Moves the parameters, without having to know a loss or a gradient.</param>
    /// <param name="options">How to train.</param>
    /// <param name="clock">Says when time is over.</param>
    /// <param name="seed">Of the training.</param>
    /// <param name="token">Stops between two steps.</param>
    public QueuedSteps(
        IStepQueue queue,
        SampleSource source,
        SampleSource? validation,
        Batches batches,
        Descent descent,
        TrainingOptions options,
        TrainingClock clock,
        long seed,
        CancellationToken token)
    {
        (_queue, _source, _batches, _descent) = (queue, source, batches, descent);
        (_options, _clock, _seed, _token) = (options, clock, seed, token);
        int kept = Math.Max(FewestKept, batches.Count + 1);
        _losses = new double[kept];
        _hits = new int[kept];
        queue.Reserve(kept);
        Validates = validation is not null && queue.TryTakeValidation(validation);
        _resultsPerEpoch = batches.Count + (Validates ? 1 : 0);

        // Whoever decides by an epoch's loss decides before the next epoch, and who measures the validation does it before.
        _isSeen = options.Patience is not null || options.RestoreBest || descent.AsksForLosses
            || (validation is not null && !Validates);
        queue.SetOrder(source, batches.All);
    }

    public bool Validates { get; }

    public (double Loss, int Hits) Validation { get; private set; }

    /// <summary>Whether a training can be queued: nothing in it has to know what a step came to before the next one.</summary>
    /// <param name="descent">Its descent.</param>
    /// <param name="options">How it trains.</param>
    /// <param name="batches">Batches an epoch.</param>
    public static bool Suit(Descent descent, TrainingOptions options, int batches) =>
        !descent.LooksAtSteps
        && options.AfterStep is null
        // The best parameters of a full batch are those before its update.
        && !(options.RestoreBest && options.Validation is null && batches == 1);

    public EpochResult Run(int epoch, double lastLoss)
    {
        if (epoch > _last)
        {
            Queue(epoch, lastLoss);
        }

        int batches = epoch == _last ? _lastBatches : _batches.Count;
        int at = (epoch - _first) * _resultsPerEpoch;
        double sum = 0;
        int samples = 0, hits = 0;
        for (int batch = 0; batch < batches; batch++)
        {
            double loss = _losses[at + batch];
            sum += loss * _batches[batch].Length;
            samples += _batches[batch].Length;
            hits += _hits[at + batch];
            if (!double.IsFinite(loss))
            {
                Repeat(epoch, batch);
                return new EpochResult(sum / samples, samples, hits, StopReason.Diverged);
            }
        }

        var stop = epoch == _last ? _stop : null;
        if (Validates)
        {
            ReadValidation(epoch, batches, at + batches);
        }

        return new EpochResult(sum / samples, samples, hits, stop);
    }

    private void ReadValidation(int epoch, int batches, int at)
    {
        if (!double.IsFinite(_losses[at]))
        {
            // The end of the training, whatever was queued behind it.
            _descent.SetRate(epoch, batches - 1);
        }

        Validation = (_losses[at], _hits[at]);
    }

    /// <summary>Queues from an epoch on to the next one that somebody looks at, and reads what they came to.</summary>
    private void Queue(int first, double lastLoss)
    {
        (_first, _last) = (first, LastUnseen(first));
        int steps = 0;
        for (int epoch = first; epoch <= _last; epoch++)
        {
            StartEpoch(epoch);
            int batch = 0;
            while (batch < _batches.Count && _stop is null)
            {
                _token.ThrowIfCancellationRequested();
                QueueStep(batch++, ++_step);
                _descent.Step(epoch, batch - 1, double.NaN);
                _stop = WaitNowAndThen(epoch, lastLoss);
            }

            steps += batch;
            if (Validates)
            {
                _queue.QueueValidation();
                _waiting++;
                steps++;
            }

            _lastBatches = batch;
            if (_stop is not null)
            {
                _last = epoch;
            }
        }

        _queue.Read(_losses.AsSpan(0, steps), _hits.AsSpan(0, steps));
        _waiting = 0;

        // Where fewer steps than a wait takes lie between two looks, nobody else would ask for the time.
        _stop ??= _clock.Look(_last, lastLoss);
    }

    private int LastUnseen(int epoch)
    {
        if (_isSeen)
        {
            return epoch;
        }

        return (int)Math.Min(_options.NextReported(epoch), epoch - 1L + (_losses.Length / _resultsPerEpoch));
    }

    private void StartEpoch(int epoch)
    {
        if (_batches.ShuffleSeed is { } seed)
        {
            _queue.Shuffle(_source, seed, (uint)epoch);
        }
    }

    private void QueueStep(int batch, uint step) =>
        _queue.QueueStep(_batches.First(batch), _batches[batch].Length, new TrainingStep(_seed, step));

    private StopReason? WaitNowAndThen(int epoch, double lastLoss)
    {
        if (++_waiting < _queue.StepsAtOnce)
        {
            return null;
        }

        _queue.Wait();
        _waiting = 0;
        return _clock.Look(epoch, lastLoss);
    }

    // Gradient and learning rate are then those of the step that failed, whatever was queued behind it.
    private void Repeat(int epoch, int batch)
    {
        _descent.SetRate(epoch, batch);
        StartEpoch(epoch);
        uint step = (uint)(((epoch - 1L) * _batches.Count) + batch + 1);
        QueueStep(batch, step);
        _queue.Read(_losses.AsSpan(0, 1), _hits.AsSpan(0, 1));
    }
}
