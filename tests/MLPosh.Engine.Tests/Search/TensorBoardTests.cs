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

    [Theory]
    [InlineData(TrialState.Completed, 1)]
    [InlineData(TrialState.Pruned, 1)]
    [InlineData(TrialState.Diverged, 1)]
    [InlineData(TrialState.Failed, 2)]
    public void The_parameters_and_the_end_are_there_for_the_HPARAMS_tab(TrialState state, int status)
    {
        KeyValuePair<string, object>[] parameters =
        [
            new("BatchSize", 32), new("LearningRate", 0.1), new("Optimizer", "Adam"), new("Shuffle", true), new("Size", new[] { 1, 8, 1 }),
        ];
        double before = (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;
        TensorBoardWriter.Write(_folder, new SweepTrial
        {
            Trial = 1, State = state, Parameters = new TrialParameters(parameters), Seed = 1, Device = "Cpu", Epochs = 7,
            Duration = TimeSpan.FromSeconds(100),
        });
        var events = Read(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Single());

        // HParamsPluginData { session_start_info = 3 { hparams = 1 (a map), start_time_secs = 5 } }
        var start = Fields(Fields(events.Single(entry => entry.Tag == "_hparams_/session_start_info").PluginContent).Single(3));
        var values = start.Where(field => field.Number == 1).Select(field => Fields(field.Bytes)).ToDictionary(
            entry => Encoding.UTF8.GetString(entry.Single(1)), entry => Fields(entry.Single(2)).Single());
        Assert.Equal(["BatchSize", "LearningRate", "Optimizer", "Shuffle", "Size"], values.Keys);

        // google.protobuf.Value { number_value = 2, string_value = 3, bool_value = 4 }
        Assert.Equal((2, 32.0), (values["BatchSize"].Number, BitConverter.ToDouble(values["BatchSize"].Bytes)));
        Assert.Equal((2, 0.1), (values["LearningRate"].Number, BitConverter.ToDouble(values["LearningRate"].Bytes)));
        Assert.Equal((3, "Adam"), (values["Optimizer"].Number, Encoding.UTF8.GetString(values["Optimizer"].Bytes)));
        Assert.Equal((4, 1), (values["Shuffle"].Number, values["Shuffle"].Bytes[0]));
        Assert.Equal((3, "1,8,1"), (values["Size"].Number, Encoding.UTF8.GetString(values["Size"].Bytes)));
        double started = BitConverter.ToDouble(start.Single(5));

        // HParamsPluginData { session_end_info = 4 { status = 1, end_time_secs = 2 } }
        var end = Fields(Fields(events.Single(entry => entry.Tag == "_hparams_/session_end_info").PluginContent).Single(4));
        Assert.Equal(status, end.Single(1)[0]);
        double ended = BitConverter.ToDouble(end.Single(2));
        Assert.InRange(ended, before, before + 60);
        Assert.InRange(ended - started, 100, 101);
        Assert.Equal([0L, 7L], events.Where(entry => entry.PluginContent.Length > 0).Select(entry => entry.Step));
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
        foreach (var field in Fields(message))
        {
            switch (field.Number)
            {
                case 1: break;
                case 2: entry.Step = field.Bytes[0] | ((long)field.Bytes[1] << 8); break;
                case 3: entry.Version = Encoding.UTF8.GetString(field.Bytes); break;
                case 5:
                    var value = Fields(Fields(field.Bytes).Single(1));
                    entry.Tag = Encoding.UTF8.GetString(value.Single(1));
                    if (value.Any(part => part.Number == 2))
                    {
                        entry.Value = BitConverter.ToSingle(value.Single(2));
                    }
                    else
                    {
                        // SummaryMetadata { plugin_data = 1 { plugin_name = 1, content = 2 } }
                        var plugin = Fields(Fields(value.Single(9)).Single(1));
                        Assert.Equal("hparams", Encoding.UTF8.GetString(plugin.Single(1)));
                        entry.PluginContent = plugin.Single(2);
                    }

                    break;
                default: Assert.Fail($"An event has no field {field.Number}."); break;
            }
        }

        return entry;
    }

    /// <summary>A message's fields by their wire types; numbers as their eight bytes, the lowest first.</summary>
    private static FieldList Fields(ReadOnlySpan<byte> message)
    {
        var fields = new FieldList();
        while (message.Length > 0)
        {
            ulong tag = Varint(ref message);
            int length = (tag & 7) switch { 1 => 8, 5 => 4, _ => 0 };
            byte[] bytes = (tag & 7) switch
            {
                0 => BitConverter.GetBytes(Varint(ref message)),
                2 => Chunk(ref message).ToArray(),
                _ => message[..length].ToArray(),
            };
            message = message[length..];
            fields.Add(((int)(tag >> 3), bytes));
        }

        return fields;
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

    private sealed class FieldList : List<(int Number, byte[] Bytes)>
    {
        public byte[] Single(int number) => this.Single(field => field.Number == number).Bytes;
    }

    private sealed class Entry
    {
        public string Version { get; set; } = "";

        public long Step { get; set; }

        public string Tag { get; set; } = "";

        public float Value { get; set; }

        public byte[] PluginContent { get; set; } = [];
    }
}
