using System.Collections.Concurrent;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// The trials of a running sweep: made on the caller's thread, trained on others, given back in their order. With a store,
/// what is finished there is not trained again, and what another process works on is waited for.
/// </summary>
internal sealed class SweepRun : IDisposable
{
    // Enough waiting trials that no thread runs dry while the caller's pipeline is busy with a result.
    private const int WaitingPerThread = 64;

    // Each has a network already; a GPU has many threads.
    private const int MostWaiting = 4096;

    private readonly Func<Trial, TrialSetup> _setup;
    private readonly SweepOptions _options;
    private readonly SweepStore? _store;
    private readonly CancellationTokenSource _stop;
    private readonly TrialTraining _training;
    private readonly TrialPool<Slot> _pool;
    private readonly ConcurrentQueue<string> _doubts = new();
    private readonly SweepWatch _watch;
    private readonly CoreShare _cores;
    private readonly int _size;
    private readonly TimeSpan _tick;

    public SweepRun(
        Func<Trial, TrialSetup> setup,
        IReadOnlyList<(Dataset Train, Dataset? Validation)> folds,
        SweepOptions options,
        SweepStore? store,
        CancellationToken token)
    {
        _setup = setup;
        _options = options;
        _store = store;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        _training = new TrialTraining(
            folds,
            keepsHistory: store is not null || options.TensorBoardFolder is not null,
            options.Device.LargeTrainingsAtOnce,
            _doubts.Enqueue);
        _size = options.ThrottleLimit ?? options.Device.TrainingsAtOnce;
        _cores = new CoreShare(Math.Min(_size, Environment.ProcessorCount));
        _pool = new TrialPool<Slot>(Train, _size, options.IsWorker ? 0 : Math.Clamp(MostWaiting / _size, 1, WaitingPerThread));

        // A worker shows nothing to anybody, and a network's disk is not to be asked often by each of many.
        _tick = TimeSpan.FromMilliseconds(options.IsWorker ? 2000 : 200);
        _watch = new SweepWatch(options);
    }

    // With halving the results of others say which trials go on.
    private bool LeavesToOthers => _options is { IsWorker: true, Halving: null };

    /// <summary>Trains some trials.</summary>
    /// <param name="trials">In the order in which their results are to come.</param>
    /// <param name="count">How many.</param>
    /// <param name="budget">After which epoch to stop; null for each trial's own end.</param>
    public IEnumerable<SweepTrial> Trials(IEnumerable<Trial> trials, int count, int? budget)
    {
        var inOrder = new Queue<Slot>();
        var elsewhere = new List<Slot>();
        using var source = trials.GetEnumerator();
        bool more = true;
        _watch.Expect(count);
        _cores.Expect(count);
        while (more || inOrder.Count > 0)
        {
            while (more && _pool.HasRoom && (more = source.MoveNext()))
            {
                var slot = new Slot(source.Current, budget);
                if (Start(slot, elsewhere))
                {
                    inOrder.Enqueue(slot);
                }
            }

            while (inOrder.TryPeek(out var first) && first.Result is { } result)
            {
                inOrder.Dequeue();
                _watch.Finish(result);
                yield return result;
            }

            if (inOrder.Count > 0 && inOrder.Peek().Result is null)
            {
                _pool.Wait(_tick);
                _stop.Token.ThrowIfCancellationRequested();
                LookElsewhere(elsewhere);
                Tell();
            }
        }

        Tell();
    }

    /// <summary>Says that trials go no further than this rung, for who reads the store.</summary>
    public void Prune(IReadOnlyCollection<int> trials, int budget)
    {
        if (trials.Count > 0)
        {
            _store?.Prune(trials, budget);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _pool.Dispose();
        _training.Dispose();
        _store?.ReleaseAll();
        _stop.Dispose();
    }

    /// <summary>Has a trial trained, unless that was done, or is being done elsewhere.</summary>
    /// <returns>Whether its result is to be waited for.</returns>
    private bool Start(Slot slot, List<Slot> elsewhere)
    {
        if (_store is { } store)
        {
            if (store.Find(slot.Trial.Number, slot.Budget) is { } known)
            {
                slot.Result = known;
                _cores.Drop();
                return true;
            }

            if (!store.TryClaim(slot.Trial.Number, slot.Budget))
            {
                if (LeavesToOthers)
                {
                    _cores.Drop();
                    return false;
                }

                elsewhere.Add(slot);
                return true;
            }
        }

        Enqueue(slot);
        return true;
    }

    private void Enqueue(Slot slot)
    {
        try
        {
            slot.Job = new TrialJob(slot.Trial, _setup(slot.Trial), slot.Budget);
            _pool.Add(slot);
        }
        catch (TrialSetupException error)
        {
            _cores.Drop();
            Finish(slot, TrialTraining.Failed(slot.Trial, error.Shown, ComputeDevice.Default, error.InnerException!));
        }
    }

    private void Train(Slot slot)
    {
        using var cores = _cores.Begin();
        var result = _training.Run(slot.Job!, cores, _stop.Token);

        // The network is of no use any more: what waits for its turn to be given back is small.
        slot.Job = null;
        Finish(slot, result);
    }

    private void Finish(Slot slot, SweepTrial result)
    {
        if (_options.TensorBoardFolder is { } folder)
        {
            TensorBoardWriter.Write(folder, result);
        }

        _store?.Finish(result, slot.Budget);
        slot.Result = result with { History = TrialHistory.None };
    }

    private void LookElsewhere(List<Slot> elsewhere)
    {
        if (elsewhere.Count == 0)
        {
            return;
        }

        _store!.Refresh();
        foreach (var slot in elsewhere.ToList())
        {
            if (store(slot) is { } known)
            {
                slot.Result = known;
                _cores.Drop();
                elsewhere.Remove(slot);
            }
            else if (_pool.HasRoom && _store.TryClaim(slot.Trial.Number, slot.Budget))
            {
                elsewhere.Remove(slot);
                Enqueue(slot);
            }
        }

        SweepTrial? store(Slot slot) => _store.Find(slot.Trial.Number, slot.Budget);
    }

    private void Tell()
    {
        while (_doubts.TryDequeue(out string? doubt))
        {
            _watch.Warn(doubt);
        }

        _watch.Tell();
    }

    /// <summary>A trial's place in the order.</summary>
    private sealed class Slot(Trial trial, int? budget)
    {
        private volatile SweepTrial? _result;

        public Trial Trial => trial;

        public int? Budget => budget;

        public TrialJob? Job { get; set; }

        public SweepTrial? Result
        {
            get => _result;
            set => _result = value;
        }
    }
}
