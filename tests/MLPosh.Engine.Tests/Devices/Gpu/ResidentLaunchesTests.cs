using System.Collections.Concurrent;
using MLPosh.Devices.Gpu;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>Who launches, with whom, and what becomes of those who wait.</summary>
public sealed class ResidentLaunchesTests : IDisposable
{
    private const int Most = 10;

    private readonly ResidentLaunches _launches = new(Most);
    private readonly ConcurrentQueue<string[]> _made = new();
    private readonly ManualResetEventSlim _goOn = new();
    private readonly ConcurrentDictionary<string, Exception> _errors = new();

    public void Dispose() => _goOn.Dispose();

    [Fact]
    public void Who_comes_alone_launches_at_once_on_its_own_thread()
    {
        var job = Job("alone", typeof(int));
        _goOn.Set();
        _launches.Run(job);
        Assert.Equal(Environment.CurrentManagedThreadId, job.Thread);
        Assert.Equal([["alone"]], _made);
    }

    [Fact]
    public void Those_who_wait_go_together_with_their_likes_in_their_order()
    {
        var threads = FillTurns();
        Type[] kinds = [typeof(int), typeof(long), typeof(int), typeof(int), typeof(long)];
        foreach (var (kind, i) in kinds.Select((kind, i) => (kind, i)))
        {
            threads.Add(Start(Job($"{kind.Name} {i}", kind)));
        }

        _goOn.Set();
        Join(threads);
        var shared = _made.Skip(ResidentLaunches.MostTurns).ToList();
        Assert.Equal(2, shared.Count);
        Assert.Contains(shared, names => names.SequenceEqual(["Int32 0", "Int32 2", "Int32 3"]));
        Assert.Contains(shared, names => names.SequenceEqual(["Int64 1", "Int64 4"]));
        Assert.Empty(_errors);
    }

    [Fact]
    public void A_launch_holds_no_more_than_the_device_does_at_once()
    {
        var threads = FillTurns();
        for (int i = 0; i < (2 * Most) + 3; i++)
        {
            threads.Add(Start(Job($"{i}", typeof(int))));
        }

        _goOn.Set();
        Join(threads);
        Assert.Equal([3, Most, Most], _made.Skip(ResidentLaunches.MostTurns).Select(names => names.Length).Order());
    }

    [Fact]
    public void What_goes_wrong_in_a_launch_reaches_all_in_it_and_nobody_else()
    {
        var threads = FillTurns();
        threads.AddRange(new[] { "a", "b fails", "c" }.Select(name => Start(Job(name, typeof(int)))));
        threads.Add(Start(Job("d", typeof(long))));
        _goOn.Set();
        Join(threads);
        Assert.Equal(["a", "b fails", "c"], _errors.Keys.Order());
        Assert.All(_errors.Values, error => Assert.Equal(ErrorId.DeviceFailed, Assert.IsType<MLPoshException>(error).Id));
        Assert.Equal(3, _errors.Values.Distinct().Count());

        // The turn was passed on: as many as before can launch.
        _launches.Run(Job("e", typeof(int)));
        Assert.Equal(["e"], _made.Last());
    }

    private List<Thread> FillTurns()
    {
        var threads = Enumerable.Range(0, ResidentLaunches.MostTurns).Select(i => Start(Job($"turn {i}", typeof(byte)))).ToList();
        Assert.True(SpinWait.SpinUntil(() => _made.Count == ResidentLaunches.MostTurns, TimeSpan.FromSeconds(30)));
        return threads;
    }

    // Started one after the other: a thread that sleeps has handed in its job.
    private Thread Start(FakeJob job)
    {
        var thread = new Thread(() =>
        {
            try
            {
                _launches.Run(job);
            }
            catch (MLPoshException e)
            {
                _errors[job.Name] = e;
            }
        });
        thread.Start();
        Assert.True(SpinWait.SpinUntil(
            () => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin) || !thread.IsAlive, TimeSpan.FromSeconds(30)));
        return thread;
    }

    private static void Join(List<Thread> threads) =>
        Assert.All(threads, thread => Assert.True(thread.Join(TimeSpan.FromSeconds(30))));

    private FakeJob Job(string name, Type rule) => new(name, _made, _goOn)
    {
        Key = new ResidentKey(null!, rule, null!, null, null!, null!, null!), Network = default, Batches = new ResidentBatches(),
    };

    private sealed class FakeJob(string name, ConcurrentQueue<string[]> made, ManualResetEventSlim goOn) : ResidentJob
    {
        public string Name => name;

        public int Thread { get; private set; }

        public override void Launch(IReadOnlyList<ResidentJob> jobs)
        {
            Thread = Environment.CurrentManagedThreadId;
            string[] names = [.. jobs.Cast<FakeJob>().Select(job => job.Name)];
            made.Enqueue(names);
            goOn.Wait();
            if (names.Any(one => one.Contains("fails", StringComparison.Ordinal)))
            {
                throw new MLPoshException(ErrorId.DeviceFailed, "It broke.", name);
            }
        }
    }
}
