using System.Buffers.Binary;
using System.Text;

namespace MLPosh.Engine.Tests.Search;

/// <summary>A reader of its own, written from the formats' descriptions, says what is in the files.</summary>
public sealed class TensorBoardTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlposh").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_a_trial_holds_its_losses_epoch_by_epoch()
    {
        var data = Samples.Cloud(50, 2, 1);
        var trials = new[] { 0.1, 0.2 }.Select(rate => new TrialParameters([new("LearningRate", rate)])).ToList();
        var records = new List<TrainingEpoch>();
        TrialSetup Make(Trial trial) => new(
            Samples.Network(2, "Linear(1)"),
            new TrainingOptions { Optimizer = new SGD((double)trial.Parameters["LearningRate"]!), Epochs = 5, Seed = trial.Seed },
            trial.Parameters);
        var options = new SweepOptions { Seed = 1, TensorBoardFolder = _folder, Validation = Samples.Cloud(20, 2, 1, seed: 3) };
        var results = Sweep.Run(trials, Make, data, options).ToList();

        string[] runs = [.. Directory.GetDirectories(_folder).Select(run => Path.GetFileName(run)!).Order(StringComparer.Ordinal)];
        Assert.Equal(["trial-0001 LearningRate=0.1", "trial-0002 LearningRate=0.2"], runs);
        var events = Read(Directory.GetFiles(Path.Combine(_folder, runs[1])).Single());
        Assert.Equal("brain.Event:2", events[0].Version);
        var alone = Trainer.Run(
            Samples.Network(2, "Linear(1)"),
            data,
            new TrainingOptions { Optimizer = new SGD(0.2), Epochs = 5, Seed = results[1].Seed, Validation = options.Validation }).ToList();
        Assert.Equal(
            alone.Select(epoch => ((long)epoch.Epoch, (float)epoch.Loss)),
            events.Where(entry => entry.Tag == "loss").Select(entry => (entry.Step, entry.Value)));
        Assert.Equal(
            alone.Select(epoch => ((long)epoch.Epoch, (float)epoch.ValidationLoss!.Value)),
            events.Where(entry => entry.Tag == "validation_loss").Select(entry => (entry.Step, entry.Value)));
        Assert.Equal((float)results[1].FinalLoss, events.Single(entry => entry.Tag == "final_loss").Value);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        var trial = new SweepTrial
        {
            Trial = 1, State = TrialState.Completed, Parameters = new TrialParameters([]), Seed = 1, Device = "Cpu",
        };
        var error = Assert.Throws<MLPoshException>(() => TensorBoardWriter.Write(file, trial));
        Assert.Equal(ErrorId.FileNotWritable, error.Id);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    private static List<Entry> Read(string file)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(file);
        var entries = new List<Entry>();
        while (bytes.Length > 0)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            Assert.Equal(Masked(bytes[..8]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
            var message = bytes.Slice(12, length);
            Assert.Equal(Masked(message), BinaryPrimitives.ReadUInt32LittleEndian(bytes[(12 + length)..]));
            entries.Add(Parse(message));
            bytes = bytes[(16 + length)..];
        }

        return entries;
    }

    private static Entry Parse(ReadOnlySpan<byte> message)
    {
        var entry = new Entry();
        while (message.Length > 0)
        {
            ulong tag = Varint(ref message);
            switch (tag)
            {
                case (1 << 3) | 1: message = message[8..]; break;
                case (2 << 3) | 0: entry.Step = (long)Varint(ref message); break;
                case (3 << 3) | 2: entry.Version = Encoding.UTF8.GetString(Chunk(ref message)); break;
                case (5 << 3) | 2:
                    var summary = Chunk(ref message);
                    Assert.Equal((1UL << 3) | 2, Varint(ref summary));
                    var value = Chunk(ref summary);
                    Assert.Equal((1UL << 3) | 2, Varint(ref value));
                    entry.Tag = Encoding.UTF8.GetString(Chunk(ref value));
                    Assert.Equal((2UL << 3) | 5, Varint(ref value));
                    entry.Value = BinaryPrimitives.ReadSingleLittleEndian(value);
                    break;
                default: Assert.Fail($"An event has no field {tag}."); break;
            }
        }

        return entry;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private static ReadOnlySpan<byte> Chunk(ref ReadOnlySpan<byte> bytes)
    {
        int length = (int)Varint(ref bytes);
        var chunk = bytes[..length];
        bytes = bytes[length..];
        return chunk;
    }

    /// <summary>CRC-32C bit by bit, as its polynomial defines it.</summary>
    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte one in bytes)
        {
            sum ^= one;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ (0x82F63B78 & (0 - (sum & 1)));
            }
        }

        sum = ~sum;
        return ((sum >> 15) | (sum << 17)) + 0xA282EAD8;
    }

    private sealed class Entry
    {
        public string Version { get; set; } = "";

        public long Step { get; set; }

        public string Tag { get; set; } = "";

        public float Value { get; set; }
    }
}
