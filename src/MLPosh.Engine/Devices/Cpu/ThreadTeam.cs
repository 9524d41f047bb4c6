using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>
/// Threads that live as long as a plan and run one piece of work together, again and again, without a lock or an
/// allocation. The caller is one of them; the others start when they are first needed.
/// </summary>
internal sealed class ThreadTeam : IDisposable
{
    // Long enough for the next step of a small network to arrive, short enough that a team which lost its core to
    // another training gives way: 20,000 turns cost 606 µs a step when two trainings ran at once, 1,000 cost 8.
    private const int Spins = 1000;

    private const int MembersBits = 32;

    private readonly Action<int> _work;
    private readonly List<Thread> _threads = [];
    private readonly bool[] _sleeps;
    private readonly object _gate = new(); // not a Lock: those cannot be waited on

    // The number of a round and how many members it has: in one, so that who comes late never takes one round for another.
    private long _round;
    private int _running;
    private volatile bool _disposed;
    private Exception? _failure;

    /// <param name="count">Threads in all, at least 1.</param>
    /// <param name="work">What each does in a round; the argument is 0 … count - 1.</param>
    public ThreadTeam(int count, Action<int> work)
    {
        Count = count;
        _work = work;
        _sleeps = new bool[count];
    }

    public int Count { get; }

    /// <summary>Runs one round and returns when every thread has done its part.</summary>
    /// <param name="members">How many take part, at most <see cref="Count"/>: the first so many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int members)
    {
        if (members == 1)
        {
            _work(0);
            return;
        }

        while (_threads.Count < members - 1)
        {
            Start(_threads.Count + 1);
        }

        Volatile.Write(ref _running, members - 1);
        Call(members);
        _work(0);
        for (int spin = 0; Volatile.Read(ref _running) > 0; spin++)
        {
            if (spin < Spins)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Thread.Yield(); // never a sleep: its millisecond would put the whole team to sleep
            }
        }

        if (_failure is { } failure)
        {
            _failure = null;
            throw new InvalidOperationException("A worker thread failed.", failure);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        Call(Count);
        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    private void Start(int member)
    {
        long seen = _round;
        var thread = new Thread(() => Serve(member, seen)) { IsBackground = true, Name = $"MLPosh {member}" };
        thread.Start();
        _threads.Add(thread);
    }

    /// <summary>Begins a round, and wakes who takes part and sleeps.</summary>
    private void Call(int members)
    {
        Interlocked.Exchange(ref _round, (((_round >> MembersBits) + 1) << MembersBits) | (uint)members);
        for (int member = 1; member < members; member++)
        {
            if (Volatile.Read(ref _sleeps[member]))
            {
                lock (_gate)
                {
                    Monitor.PulseAll(_gate);
                }

                return;
            }
        }
    }

    private void Serve(int member, long seen)
    {
        while (true)
        {
            seen = WaitForRoundAfter(seen, member);
            if (_disposed)
            {
                return;
            }

            try
            {
                _work(member);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                _failure = e;
            }

            Interlocked.Decrement(ref _running);
        }
    }

    private long WaitForRoundAfter(long seen, int member)
    {
        long round;
        for (int spin = 0; spin < Spins; spin++)
        {
            if (IsCalled(seen, member, out round))
            {
                return round;
            }

            Thread.SpinWait(1);
        }

        lock (_gate)
        {
            // A full fence: either the caller sees this sleeper, or this sleeper sees the caller's round.
            Volatile.Write(ref _sleeps[member], true);
            Interlocked.MemoryBarrier();
            while (!IsCalled(seen, member, out round))
            {
                Monitor.Wait(_gate);
            }

            Volatile.Write(ref _sleeps[member], false);
            return round;
        }
    }

    private bool IsCalled(long seen, int member, out long round)
    {
        round = Volatile.Read(ref _round);
        return round != seen && member < (int)round;
    }
}
