namespace MLPosh.Engine.Tests.Search.Stores;

public sealed class StoreErrorTests : IDisposable
{
    private const int Trials = 60;

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_store_of_another_sweep_says_all_that_differs()
    {
        Fill(1);
        var other = new SweepIdentity(
            [
                KeyValuePair.Create("Dataset", "20 x 1, 3c4d"), KeyValuePair.Create("LearningRate", "0.1,0.01"),
                KeyValuePair.Create("Momentum", new string('9', 1000)),
            ],
            8);
        var error = Assert.Throws<MLPoshException>(() => _folder.Open(other));
        Assert.Equal(ErrorId.SweepMismatch, error.Id);
        Assert.Equal(_folder.File, error.Target);
        Assert.Contains("Dataset: 20 x 1, 1a2b there, 20 x 1, 3c4d here", error.Message, StringComparison.Ordinal);
        Assert.Contains("Momentum: nothing there, 999", error.Message, StringComparison.Ordinal);
        Assert.Contains("Seed: 7 there, 8 here", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LearningRate", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 100, 1000);
        Assert.Equal(1L, _folder.Sql("SELECT count(*) FROM trial"));
        using var same = _folder.Open();
        Assert.Single(same.Finished());
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.02)]
    [InlineData(0.3)]
    [InlineData(0.7)]
    [InlineData(0.99)]
    public void A_file_that_was_cut_off_is_not_read_and_not_touched(double share)
    {
        Fill(Trials);
        byte[] whole = File.ReadAllBytes(_folder.File);
        byte[] cut = whole[..(int)(whole.Length * share)];
        File.WriteAllBytes(_folder.File, cut);
        Assert.Equal(ErrorId.FileFormatInvalid, Assert.Throws<MLPoshException>(() => _folder.Read()).Id);
        if (share > 0)
        {
            var error = Assert.Throws<MLPoshException>(() => _folder.Open().Dispose());
            Assert.Equal(ErrorId.FileFormatInvalid, error.Id);
            Assert.Contains(_folder.File, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(cut, File.ReadAllBytes(_folder.File));
    }

    [Fact]
    public void Bytes_that_were_overwritten_are_found_or_change_nothing()
    {
        Fill(Trials);
        string[] expected = [.. _folder.Read().Select(StoreFolder.Text)];
        byte[] whole = File.ReadAllBytes(_folder.File);
        var random = new Random(1);
        int found = 0;
        for (int round = 0; round < 300; round++)
        {
            byte[] damaged = [.. whole];
            int place = random.Next(damaged.Length);
            random.NextBytes(damaged.AsSpan(place, Math.Min(random.Next(1, 64), damaged.Length - place)));
            File.WriteAllBytes(_folder.File, damaged);
            try
            {
                Assert.Equal(expected, _folder.Read().Select(StoreFolder.Text));
            }
            catch (MLPoshException e)
            {
                Assert.Equal(ErrorId.FileFormatInvalid, e.Id);
                Assert.Equal(damaged, File.ReadAllBytes(_folder.File));
                found++;
            }
        }

        // Much of a small database is free room, where nothing can be damaged.
        Assert.InRange(found, 50, 300);
    }

    [Fact]
    public void Trials_that_are_gone_without_being_dropped_are_missed()
    {
        Fill(Trials);

        // As a damaged page that says it has fewer rows: all that is there is right.
        string trigger = (string)_folder.Sql("SELECT sql FROM sqlite_schema WHERE name = 'dropped'")!;
        _folder.Sql($"DROP TRIGGER dropped; DELETE FROM trial WHERE trial = 5; {trigger}");
        foreach (var use in new Action[] { () => _folder.Open(), () => _folder.Read() })
        {
            var error = Assert.Throws<MLPoshException>(use);
            Assert.Equal(ErrorId.FileFormatInvalid, error.Id);
            Assert.Contains("trials are missing", error.Message, StringComparison.Ordinal);
        }
    }

    // Whoever makes a store makes the file first.
    [Fact]
    public async Task A_store_that_is_being_made_is_waited_for()
    {
        await File.WriteAllBytesAsync(_folder.File, []);
        var read = Task.Factory.StartNew(
            _folder.Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        // Not by a thread of the pool, which on a busy machine comes when the reader has given up.
        Thread.Sleep(100);
        Assert.False(read.IsCompleted);
        using var store = _folder.Open();
        Assert.Empty(await read);
    }

    [Theory]
    [InlineData("This is a text, and a long one, so that nobody takes it for the start of a database file at all.")]
    [InlineData("")]
    public void A_file_of_something_else_is_not_read(string text)
    {
        File.WriteAllText(_folder.File, text);
        Assert.Equal(ErrorId.FileFormatInvalid, Assert.Throws<MLPoshException>(() => _folder.Read()).Id);
        Assert.Equal(text, File.ReadAllText(_folder.File));
    }

    [Fact]
    public void A_database_of_something_else_or_of_a_later_version_is_not_used()
    {
        _folder.Sql("CREATE TABLE other (x)");
        var error = Assert.Throws<MLPoshException>(() => _folder.Open());
        Assert.Equal(ErrorId.FileFormatInvalid, error.Id);
        Assert.Contains("something else", error.Message, StringComparison.Ordinal);
        File.Delete(_folder.File);
        Fill(1);
        foreach (var (version, writer) in new[] { (1, "an earlier MLPosh"), (3, "a later MLPosh") })
        {
            _folder.Sql($"PRAGMA user_version = {version}");
            foreach (var use in new Action[] { () => _folder.Open(), () => _folder.Read() })
            {
                error = Assert.Throws<MLPoshException>(use);
                Assert.Equal(ErrorId.FileFormatInvalid, error.Id);
                Assert.Contains($"version is {version}", error.Message, StringComparison.Ordinal);
                Assert.Contains(writer, error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Where_there_is_no_store_nothing_is_read_or_made()
    {
        foreach (string path in new[] { _folder.Path, Path.Combine(_folder.Path, "no") })
        {
            var error = Assert.Throws<MLPoshException>(() => TrialStore.Read(path));
            Assert.Equal(ErrorId.PathNotFound, error.Id);
            Assert.Equal(path, error.Target);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_place_where_no_folder_can_be_made_is_named()
    {
        string file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");
        string path = Path.Combine(file, "runs");
        var error = Assert.Throws<MLPoshException>(() => TrialStore.Provider.Open(path, StoreFolder.Identity, false));
        Assert.Equal(ErrorId.FileNotWritable, error.Id);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.File);
        Assert.Equal(ErrorId.FileNotWritable, Assert.Throws<MLPoshException>(() => _folder.Open()).Id);
    }

    [SkippableFact]
    public void A_full_disk_is_named_and_loses_nothing_that_was_finished()
    {
        string disk = Path.Combine(_folder.Path, "disk");
        Directory.CreateDirectory(disk);
        using var mount = SmallDisk.Mount(disk, "size=600k");
        int finished = 0;
        using (var store = TrialStore.Provider.Open(disk, StoreFolder.Identity, false))
        {
            var error = Assert.Throws<MLPoshException>(() =>
            {
                for (finished = 0; finished < 100_000; finished++)
                {
                    store.Finish(StoreFolder.Trial(finished + 1));
                }
            });
            Assert.Equal(ErrorId.FileNotWritable, error.Id);
            Assert.Contains(Path.Combine(disk, "trials.db"), error.Message, StringComparison.Ordinal);
        }

        Assert.True(finished > 10, $"Full after {finished}.");
        Assert.Equal(finished, TrialStore.Read(disk).Count());
    }

    [SkippableFact]
    public void A_disk_that_became_read_only_can_be_read_and_not_written()
    {
        string disk = Path.Combine(_folder.Path, "disk");
        Directory.CreateDirectory(disk);
        using var mount = SmallDisk.Mount(disk, "size=4m");
        using (var store = TrialStore.Provider.Open(disk, StoreFolder.Identity, false))
        {
            store.Finish(StoreFolder.Trial(1));
        }

        mount.Remount("ro");
        Assert.Single(TrialStore.Read(disk));
        var error = Assert.Throws<MLPoshException>(() => TrialStore.Provider.Open(disk, StoreFolder.Identity, false));
        Assert.Equal(ErrorId.FileNotWritable, error.Id);
        Assert.Contains(Path.Combine(disk, "trials.db"), error.Message, StringComparison.Ordinal);
        error = Assert.Throws<MLPoshException>(
            () => TrialStore.Provider.Open(Path.Combine(disk, "new"), StoreFolder.Identity, false));
        Assert.Equal(ErrorId.FileNotWritable, error.Id);
    }

    [Fact]
    public async Task A_store_that_another_program_writes_to_is_waited_for()
    {
        Fill(1);
        using var connection = _folder.Connect();
        StoreFolder.Sql(connection, "BEGIN IMMEDIATE");
        var opened = Task.Run(() => _folder.Open());
        Assert.NotSame(opened, await Task.WhenAny(opened, Task.Delay(300)));
        StoreFolder.Sql(connection, "ROLLBACK");
        using var store = await opened;
        Assert.Single(store.Finished());
    }

    private void Fill(int trials)
    {
        using var store = _folder.Open();
        for (int number = 1; number <= trials; number++)
        {
            store.Finish(StoreFolder.Trial(number));
        }
    }
}
