using System.Diagnostics;
using System.Globalization;

namespace MLPosh.Engine.Tests.Search.Stores;

/// <summary>Processes that share a store, and that are killed.</summary>
public sealed class StoreProcessTests : IDisposable
{
    private const int Seconds = 60;

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_that_was_finished_is_lost_or_repeated_when_processes_are_killed()
    {
        const int Trials = 400;
        var random = new Random(1);
        var said = new List<int>();
        int kills = 0;
        for (int round = 0; round < 12; round++)
        {
            // Also while the store is being made, and while it is put right after the last kill.
            using var process = StoreWorker.Start(_folder.Path, Trials, round < 4 ? 5 : 0);
            bool ended = process.WaitForExit(random.Next(60, 400));
            kills += ended ? 0 : 1;
            process.Kill();
            said.AddRange(StoreWorker.Finished(process));
        }

        Assert.True(kills >= 3, $"Only {kills} were killed.");
        using (var last = StoreWorker.Start(_folder.Path, Trials, 0))
        {
            said.AddRange(StoreWorker.Finished(last));
            Assert.Equal(0, last.ExitCode);
        }

        Assert.Equal(said.Count, said.Distinct().Count());
        Assert.Equal(
            Enumerable.Range(1, Trials).Select(number => StoreFolder.Text(StoreFolder.Trial(number))),
            _folder.Read().Select(StoreFolder.Text));
        Assert.Equal(0L, _folder.Sql("SELECT count(*) FROM claim"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whoever_comes_while_another_makes_the_store_finds_it_made(bool shared)
    {
        for (int round = 0; round < 100; round++)
        {
            string path = Path.Combine(_folder.Path, round.ToString(CultureInfo.InvariantCulture));
            using var start = new Barrier(3);
            var openings = Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    using var store = TrialStore.Provider.Open(path, StoreFolder.Identity, retryFailed: false, shared);
                    return store.Seed;
                },
                TaskCreationOptions.LongRunning)).ToArray();
            Assert.All(openings, opening => Assert.Equal(7, opening.GetAwaiter().GetResult()));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Processes_share_the_work_and_do_each_piece_once(bool shared)
    {
        const int Trials = 300;
        using (_folder.Open(shared: shared))
        {
        }

        var processes = Enumerable.Range(0, 3).Select(_ => StoreWorker.Start(_folder.Path, Trials, 1)).ToList();
        try
        {
            // This process is one of them.
            var said = new List<int>();
            using (var store = _folder.Open(shared: shared))
            {
                foreach (int number in Enumerable.Range(1, Trials).Where(number => store.TryClaim(number, StoreFolder.Budget)))
                {
                    Thread.Sleep(2);
                    store.Finish(StoreFolder.Trial(number));
                    said.Add(number);
                }
            }

            var parts = processes.Select(StoreWorker.Finished).Append(said).ToList();
            Assert.All(processes, process => Assert.Equal(0, process.ExitCode));
            Assert.Equal(Enumerable.Range(1, Trials), parts.SelectMany(part => part).Order());
            Assert.True(parts.Count(part => part.Count > 0) > 1, "One process did it all.");
            Assert.Equal(Trials, _folder.Read().Count);
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }
    }

    [Fact]
    public void A_dead_process_of_this_machine_has_no_claims()
    {
        using var process = StoreWorker.Start(_folder.Path, 1, int.MaxValue);
        WaitFor(() => File.Exists(_folder.File) && _folder.Sql("SELECT count(*) FROM sqlite_schema WHERE name = 'claim'") is 1L
            && _folder.Sql("SELECT count(*) FROM claim") is 1L);
        using var store = _folder.Open();
        Assert.False(store.TryClaim(1, StoreFolder.Budget));
        process.Kill();
        process.WaitForExit();
        Assert.True(store.TryClaim(1, StoreFolder.Budget));
        Assert.False(store.TryClaim(1, StoreFolder.Budget));
    }

    [Fact]
    public void A_process_number_that_was_used_again_is_another_process()
    {
        using var store = _folder.Open();
        Claim("(SELECT host FROM process WHERE id = 1)", Environment.ProcessId, "'earlier'", 0);
        Assert.True(store.TryClaim(1, StoreFolder.Budget));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(100, false)]
    [InlineData(130, true)]
    public void A_process_of_another_machine_is_dead_when_it_is_silent(int seconds, bool isDead)
    {
        using var store = _folder.Open();
        Claim("'elsewhere'", Environment.ProcessId, "'1'", seconds);
        Assert.Equal(isDead, store.TryClaim(1, StoreFolder.Budget));
        Assert.False(store.TryClaim(1, StoreFolder.Budget));
    }

    [Fact]
    public void Who_was_taken_for_dead_changes_nothing_any_more()
    {
        using var store = _folder.Open();
        using var slow = _folder.Open();
        Assert.True(slow.TryClaim(1, StoreFolder.Budget));
        // As if it were on another machine, and its disk had hung.
        _folder.Sql("UPDATE process SET host = 'elsewhere', heartbeat = unixepoch() - 200 WHERE id = 2");
        Assert.True(store.TryClaim(1, StoreFolder.Budget));
        slow.Release(1, StoreFolder.Budget);
        Assert.False(slow.TryClaim(1, StoreFolder.Budget));
        store.Finish(StoreFolder.Trial(1));
        slow.Finish(StoreFolder.Trial(1, TrialState.Diverged));
        Assert.Equal(TrialState.Completed, Assert.Single(store.Finished()).Trial.State);
    }

    private void Claim(string host, int pid, string started, int silent)
    {
        _folder.Sql(string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO process (host, pid, started, opened, heartbeat, machine, system, processor, cores, dotnet, mlposh)
            VALUES ({host}, {pid}, {started}, 0, unixepoch() - {silent}, '', '', '', 1, '', '')
            """));
        _folder.Sql($"INSERT INTO claim VALUES (1, {StoreFolder.Budget}, (SELECT max(id) FROM process))");
    }

    private static void WaitFor(Func<bool> happened)
    {
        for (var clock = Stopwatch.StartNew(); !happened(); Thread.Sleep(20))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(Seconds), "It did not happen.");
        }
    }
}
