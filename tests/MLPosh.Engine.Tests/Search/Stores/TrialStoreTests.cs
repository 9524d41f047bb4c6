using System.Diagnostics;
using System.Runtime.Loader;

namespace MLPosh.Engine.Tests.Search.Stores;

public sealed class TrialStoreTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Finished_trials_come_back_as_they_were()
    {
        StoredTrial[] trials = [.. Enumerable.Range(1, 250).Select(number => StoreFolder.Trial(
            number, number % 50 == 0 ? TrialState.Failed : number % 49 == 0 ? TrialState.Diverged : TrialState.Completed))];
        using (var store = _folder.Open())
        {
            // In any order.
            foreach (var trial in trials.Reverse())
            {
                Assert.True(store.TryClaim(trial.Trial.Trial, trial.Budget));
                store.Finish(trial);
            }

            Assert.Equal(trials.Select(trial => trial.Trial.Trial), store.Finished().Select(trial => trial.Trial.Trial));
        }

        Assert.Equal(trials.Select(StoreFolder.Text), _folder.Read().Select(StoreFolder.Text));
        Assert.Equal(["trials.db"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_pruned_trial_comes_back_as_it_was_but_for_its_state()
    {
        var trials = Enumerable.Range(1, 4).Select(number => StoreFolder.Trial(number)).ToList();
        using (var store = _folder.Open())
        {
            trials.ForEach(store.Finish);
            store.Finish(StoreFolder.Trial(3, budget: 30));

            // Another budget's rows and trials that are not there stay out of it.
            store.Prune([2, 4, 7], StoreFolder.Budget);
            store.Prune([2], StoreFolder.Budget);
            store.Prune([1], 30);
            Assert.Equal(
                [(1, TrialState.Completed), (2, TrialState.Pruned), (3, TrialState.Completed), (3, TrialState.Completed), (4, TrialState.Pruned)],
                store.Finished().Select(stored => (stored.Trial.Trial, stored.Trial.State)));
        }

        var read = _folder.Read();
        Assert.Equal(
            StoreFolder.Text(trials[3] with { Trial = trials[3].Trial with { State = TrialState.Pruned } }), StoreFolder.Text(read[3]));
        Assert.Equal(StoreFolder.Text(trials[0]), StoreFolder.Text(read[0]));
    }

    [Fact]
    public void Values_of_parameters_keep_their_types()
    {
        object[] values =
        [
            1, 1.0, 1e-300, -0.1, 10_000_000_000L, true, false, "a \"quoted\" é", "1.0", "", new[] { 1, 10, 6, 1 },
            new[] { 0.5, 1 }, new[] { "a", "b" }, double.PositiveInfinity, double.NaN, Array.Empty<object>(),
            new object[] { "a", 1, true },
        ];
        var parameters = new TrialParameters(values.Select((value, i) => KeyValuePair.Create($"P{i:00}", value)));
        using (var store = _folder.Open())
        {
            var trial = StoreFolder.Trial(1);
            store.Finish(trial with { Trial = trial.Trial with { Parameters = parameters } });
        }

        var read = Assert.Single(_folder.Read()).Trial.Parameters;
        Assert.Equal<object>(values, read.Select(entry => entry.Value));
        Assert.Equal(values.Select(value => value.GetType()), read.Select(entry => entry.Value.GetType()));
    }

    [Fact]
    public void Things_come_back_as_their_texts_and_reals_of_any_width_as_they_read()
    {
        var parameters = new TrialParameters(
        [
            KeyValuePair.Create("Device", (object)ComputeDevice.Default), KeyValuePair.Create("MaxTime", (object)TimeSpan.FromSeconds(90)),
            KeyValuePair.Create("Rate", (object)0.1f), KeyValuePair.Create("Size", (object)new List<int> { 1, 2 }),
        ]);
        using (var store = _folder.Open())
        {
            var trial = StoreFolder.Trial(1);
            store.Finish(trial with { Trial = trial.Trial with { Parameters = parameters } });
        }

        var read = Assert.Single(_folder.Read()).Trial.Parameters;
        Assert.Equal("Cpu", read["Device"]);
        Assert.Equal("00:01:30", read["MaxTime"]);
        Assert.Equal(0.1, read["Rate"]);
        Assert.Equal(new[] { 1, 2 }, read["Size"]);
    }

    [Fact]
    public void A_piece_is_claimed_once_until_it_is_given_back()
    {
        using var store = _folder.Open();
        using var other = _folder.Open();
        Assert.True(store.TryClaim(1, 10));
        Assert.False(store.TryClaim(1, 10));
        Assert.False(other.TryClaim(1, 10));
        Assert.True(other.TryClaim(1, 30));
        store.Release(1, 10);
        Assert.True(other.TryClaim(1, 10));
        // Only who has it gives it back.
        store.Release(1, 10);
        Assert.False(store.TryClaim(1, 10));
        other.Finish(StoreFolder.Trial(1));
        Assert.False(store.TryClaim(1, 10));
        Assert.Equal(1L, _folder.Sql("SELECT count(*) FROM claim"));
    }

    [Fact]
    public void Closing_gives_back_what_is_claimed()
    {
        using (var store = _folder.Open())
        {
            Assert.True(store.TryClaim(1, 10));
            store.Dispose();
            Assert.Throws<ObjectDisposedException>(() => store.TryClaim(2, 10));
        }

        using var next = _folder.Open();
        Assert.True(next.TryClaim(1, 10));
    }

    [Fact]
    public void Of_several_budgets_the_last_is_read_and_all_are_finished()
    {
        using (var store = _folder.Open())
        {
            store.Finish(StoreFolder.Trial(1, TrialState.Completed, 81));
            store.Finish(StoreFolder.Trial(2, TrialState.Pruned, 9));
            store.Finish(StoreFolder.Trial(1, TrialState.Pruned, 9));
            Assert.Equal([(1, 9), (1, 81), (2, 9)], store.Finished().Select(stored => (stored.Trial.Trial, stored.Budget)));
        }

        Assert.Equal([(1, 81), (2, 9)], _folder.Read().Select(stored => (stored.Trial.Trial, stored.Budget)));
        Assert.Equal(
            [TrialState.Completed, TrialState.Pruned], TrialStore.Read(_folder.Path).Select(trial => trial.State));
    }

    [Fact]
    public void What_is_finished_first_stays()
    {
        using var store = _folder.Open();
        store.Finish(StoreFolder.Trial(1));
        store.Finish(StoreFolder.Trial(1, TrialState.Diverged));
        Assert.Equal(StoreFolder.Text(StoreFolder.Trial(1)), StoreFolder.Text(Assert.Single(_folder.Read())));
    }

    [Fact]
    public void Failed_trials_are_forgotten_when_they_are_to_be_repeated()
    {
        using (var store = _folder.Open())
        {
            store.Finish(StoreFolder.Trial(1));
            store.Finish(StoreFolder.Trial(2, TrialState.Failed));
            store.Finish(StoreFolder.Trial(3, TrialState.Diverged));
        }

        using (var again = _folder.Open())
        {
            Assert.Equal([1, 2, 3], again.Finished().Select(stored => stored.Trial.Trial));
        }

        using var retried = _folder.Open(retryFailed: true);
        Assert.Equal([1, 3], retried.Finished().Select(stored => stored.Trial.Trial));
        Assert.True(retried.TryClaim(2, StoreFolder.Budget));
        Assert.Equal(2L, _folder.Sql("SELECT count(*) FROM history"));
    }

    [Fact]
    public void The_seed_is_the_one_of_who_made_the_store()
    {
        long fresh;
        var unseeded = StoreFolder.Identity with { Seed = null };
        using (var store = _folder.Open(unseeded))
        {
            fresh = store.Seed;
        }

        Assert.True(fresh > 0);
        using var again = _folder.Open(unseeded);
        Assert.Equal(fresh, again.Seed);
        using var given = _folder.Open(StoreFolder.Identity with { Seed = fresh });
        Assert.Equal(fresh, given.Seed);
    }

    [Fact]
    public void Who_worked_on_it_is_kept()
    {
        using (_folder.Open())
        {
        }

        Assert.Equal(Environment.MachineName, _folder.Sql("SELECT machine FROM process"));
        Assert.Equal((long)Environment.ProcessId, _folder.Sql("SELECT pid FROM process"));
        Assert.Equal((long)Environment.ProcessorCount, _folder.Sql("SELECT cores FROM process"));
        Assert.Contains(".NET", (string)_folder.Sql("SELECT dotnet FROM process")!, StringComparison.Ordinal);
        Assert.Equal(1L, _folder.Sql("SELECT closed >= opened FROM process"));
        Assert.NotEqual("", _folder.Sql("SELECT processor || system || mlposh FROM process"));
    }

    [Theory]
    [InlineData(false, "wal")]
    [InlineData(true, "delete")]
    public void A_store_that_machines_share_has_no_write_ahead_log(bool shared, string mode)
    {
        using (var store = _folder.Open(shared: shared))
        {
            store.Finish(StoreFolder.Trial(1));
        }

        Assert.Equal(mode, _folder.Sql("PRAGMA journal_mode"));
        using (var store = _folder.Open(shared: true))
        {
            store.Finish(StoreFolder.Trial(2));
        }

        // Once shared, always: others may have it open.
        using (_folder.Open())
        {
            Assert.Equal("delete", _folder.Sql("PRAGMA journal_mode"));
        }

        Assert.Equal([1, 2], _folder.Read().Select(stored => stored.Trial.Trial));
    }

    [Fact]
    public void Its_library_is_loaded_privately() =>
        Assert.NotSame(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(TrialStore.Provider.GetType().Assembly));

    [Fact]
    public void Ten_thousand_trials_are_kept_and_read_in_no_time()
    {
        var clock = Stopwatch.StartNew();
        using (var store = _folder.Open())
        {
            for (int number = 1; number <= 10_000; number++)
            {
                Assert.True(store.TryClaim(number, StoreFolder.Budget));
                store.Finish(StoreFolder.Trial(number));
            }
        }

        // 0.2 ms is all that a trial may cost beyond its training; here is room for a busy machine.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"Kept in {clock.Elapsed}.");
        clock.Restart();
        Assert.Equal(10_000, TrialStore.Read(_folder.Path).Count());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(3), $"Read in {clock.Elapsed}.");
    }
}
