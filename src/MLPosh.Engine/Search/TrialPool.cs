using System.Runtime.ExceptionServices;

namespace MLPosh;

/// <summary>
/// Threads that work through what they are given, in that order. Started as there is work for them, so that a small sweep
/// does not pay for many.
/// </summary>
/// <param name="work">What to do with one item.</param>
/// <param name="size">The most threads.</param>
/// <param name="waitingPerThread">How many items for each thread may wait until it is done with another.</param>
internal sealed class TrialPool<TItem>(Action<TItem> work, int size, int waitingPerThread) : IDisposable
{
    private readonly Queue<TItem> _waiting = [];
    private readonly List<Thread> _threads = [];
    private readonly SemaphoreSlim _finished = new(0);
    private Exception? _fault;
    private bool _closed;
    private int _idle;
    private int _busy;

    public bool HasRoom
    {
        get
        {
            lock (_waiting)
            {
                return _waiting.Count + _busy < size * (1 + waitingPerThread);
            }
        }
    }

    public void Add(TItem item)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(item);
            if (_waiting.Count > _idle && _threads.Count < size)
            {
                var thread = new Thread(Serve) { IsBackground = true, Name = $"MLPosh trials {_threads.Count + 1}" };
                _threads.Add(thread);
                thread.Start();
            }
            else
            {
                Monitor.Pulse(_waiting);
            }
        }
    }

    /// <summary>Waits until something has finished since the last wait, or the time is over; rethrows what broke a thread.</summary>
    public void Wait(TimeSpan most)
    {
        if (_finished.Wait(most))
        {
            // All that has finished will be looked at after this one wait.
            while (_finished.Wait(0))
            {
            }
        }

        if (_fault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    /// <summary>Leaves what is waiting and waits for what runs.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _closed = true;
            _waiting.Clear();
            Monitor.PulseAll(_waiting);
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _finished.Dispose();
    }

    private void Serve()
    {
        while (Take() is (true, var item))
        {
            try
            {
                work(item!);
            }
            catch (OperationCanceledException)
            {
                // The caller cancelled, and knows.
            }
            catch (Exception fault)
            {
                _fault = fault;
            }

            lock (_waiting)
            {
                _busy--;
            }

            _finished.Release();
        }
    }

    private (bool IsOpen, TItem? Item) Take()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0 && !_closed)
            {
                _idle++;
                Monitor.Wait(_waiting);
                _idle--;
            }

            if (_closed)
            {
                return (false, default);
            }

            _busy++;
            return (true, _waiting.Dequeue());
        }
    }
}
