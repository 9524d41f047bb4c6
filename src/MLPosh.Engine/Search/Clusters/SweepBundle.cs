namespace MLPosh;

/// <summary>All that a worker on another machine needs to take part in a sweep, in one file.</summary>
internal sealed record SweepBundle
{
    /// <summary>The folder of the trial store.</summary>
    public required string Store { get; init; }

    /// <summary>What makes the sweep another, and its seed.</summary>
    public required SweepIdentity Identity { get; init; }

    public required Dataset Dataset { get; init; }

    /// <summary>Validation, folds, halving, TensorBoard's folder and the seed.</summary>
    public required SweepOptions Options { get; init; }

    /// <summary>Enumerated once, as it is written.</summary>
    public required IEnumerable<BundledTrial> Trials { get; init; }

    /// <summary>Writes it, all or nothing.</summary>
    /// <exception cref="MLPoshException">FileNotWritable.</exception>
    public void Write(string file)
    {
        string fresh = file + ".new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using (var stream = File.Create(fresh))
            using (var blocks = new BlockWriter(stream))
            {
                Write(blocks);
            }

            File.Move(fresh, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MLPoshException(ErrorId.FileNotWritable, $"'{file}' cannot be written: {e.Message}", file, e);
        }
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="MLPoshException">PathNotFound, FileFormatInvalid.</exception>
    public static SweepBundle Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return Read(new BlockReader(stream));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MLPoshException(
                ErrorId.PathNotFound, $"There is no sweep to work on at '{file}'; does this machine see the disk that it was submitted from?", file, e);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new MLPoshException(
                ErrorId.FileFormatInvalid, $"'{file}' cannot be read as a sweep that was submitted: {e.Message}.", file, e);
        }
    }

    private void Write(BlockWriter blocks)
    {
        blocks.Write(writer =>
        {
            writer.Write(Store);
            writer.WriteList(Identity.Entries, entry =>
            {
                writer.Write(entry.Key);
                writer.Write(entry.Value);
            });
            writer.Write(Options.Seed);
            writer.WriteOptional(Options.Fold);
            writer.WriteOptional(Options.Halving?.MinEpoch);
            writer.WriteOptional(Options.Halving?.Factor);
            writer.WriteOptional(Options.Halving?.MaxEpoch);
            writer.WriteOptional(Options.TensorBoardFolder);
            writer.Write(Options.Validation is not null);
        });
        DatasetBlocks.Write(blocks, Dataset);
        if (Options.Validation is not null)
        {
            DatasetBlocks.Write(blocks, Options.Validation);
        }

        var networks = new Dictionary<string, int>();
        foreach (var trial in Trials)
        {
            blocks.Write(writer => Write(writer, trial, networks));
        }
    }

    /// <summary>A trial; its network too where no trial before it has the same.</summary>
    private static void Write(BinaryWriter writer, BundledTrial trial, Dictionary<string, int> networks)
    {
        writer.Write(trial.Trial.Number);
        writer.Write(trial.Trial.Seed);
        writer.Write(ParameterJson.Write(trial.Shown));
        writer.WriteOptional(trial.Error);
        if (trial.Network is { } network)
        {
            writer.Write(trial.Options);
            bool isNew = networks.TryAdd(network.Key, networks.Count);
            writer.Write(networks[network.Key]);
            if (isNew)
            {
                network.Write(writer);
            }
        }
    }

    private static SweepBundle Read(BlockReader blocks)
    {
        using var reader = blocks.Next() ?? throw new InvalidDataException("it is empty");
        string store = reader.ReadString();
        var entries = reader.ReadList(() => KeyValuePair.Create(reader.ReadString(), reader.ReadString()))!;
        long seed = reader.ReadInt64();
        int? fold = reader.ReadOptionalInt32();
        int? minEpoch = reader.ReadOptionalInt32(), factor = reader.ReadOptionalInt32(), maxEpoch = reader.ReadOptionalInt32();
        string? tensorBoard = reader.ReadOptionalString();
        bool isValidated = reader.ReadBoolean();
        var dataset = DatasetBlocks.Read(blocks);
        var options = new SweepOptions
        {
            Seed = seed,
            Fold = fold,
            Halving = minEpoch is { } least ? new HalvingOptions(least, factor!.Value, maxEpoch!.Value) : null,
            TensorBoardFolder = tensorBoard,
            Validation = isValidated ? DatasetBlocks.Read(blocks) : null,
        };
        var trials = new List<BundledTrial>();
        var networks = new List<NetworkRecord>();
        while (blocks.Next() is { } block)
        {
            using (block)
            {
                trials.Add(ReadTrial(block, networks));
            }
        }

        return new SweepBundle
        {
            Store = store,
            Identity = new SweepIdentity(entries, seed),
            Dataset = dataset,
            Options = options,
            Trials = trials,
        };
    }

    private static BundledTrial ReadTrial(BinaryReader reader, List<NetworkRecord> networks)
    {
        int number = reader.ReadInt32();
        long seed = reader.ReadInt64();
        var shown = ParameterJson.Read(reader.ReadString());
        var trial = new Trial(number, shown, seed);
        if (reader.ReadOptionalString() is { } error)
        {
            return new BundledTrial(trial, null, "", shown, error);
        }

        string options = reader.ReadString();
        int network = reader.ReadInt32();
        if (network == networks.Count)
        {
            networks.Add(new NetworkRecord(reader));
        }

        return new BundledTrial(trial, networks[network], options, shown, null);
    }
}
