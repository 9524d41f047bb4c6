using System.Buffers.Binary;
using System.Globalization;

namespace MLPosh;

/// <summary>
/// Writes trials as TensorBoard shows them: a folder a trial, in it one event file with the losses, epoch by epoch, and the
/// trial's parameters for the HPARAMS tab.
/// </summary>
/// <remarks>Source: tensorflow/core/util/event.proto, core/framework/summary.proto, core/lib/io/record_writer.cc.</remarks>
internal static class TensorBoardWriter
{
    // Fields of Event, Summary and Summary.Value.
    private const int WallTime = 1;
    private const int Step = 2;
    private const int FileVersion = 3;
    private const int EventSummary = 5;
    private const int SummaryValue = 1;
    private const int Tag = 1;
    private const int SimpleValue = 2;

    /// <summary>Writes one trial; what an earlier run wrote of it is replaced.</summary>
    /// <param name="folder">Of all trials; made if need be.</param>
    /// <param name="trial">With its history.</param>
    /// <exception cref="MLPoshException">FileNotWritable.</exception>
    public static void Write(string folder, SweepTrial trial)
    {
        string run = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"trial-{trial.Trial:D4} {Name(trial)}").Trim());
        try
        {
            Directory.CreateDirectory(run);
            string file = Path.Combine(run, "events.out.tfevents.0.mlposh");
            string fresh = file + ".new";
            using (var stream = File.Create(fresh))
            {
                foreach (var message in Messages(trial))
                {
                    Write(stream, message.ToArray());
                }
            }

            File.Move(fresh, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MLPoshException(ErrorId.FileNotWritable, $"'{run}' cannot be written: {e.Message}", run, e);
        }
    }

    private static IEnumerable<EventMessage> Messages(SweepTrial trial)
    {
        yield return new EventMessage().Double(WallTime, Now()).Text(FileVersion, "brain.Event:2");
        yield return Event(0, SessionMessages.Start(trial, Now() - trial.Duration.TotalSeconds));
        var history = trial.History;
        for (int epoch = 0; epoch < history.Loss.Length; epoch++)
        {
            yield return Scalar("loss", epoch + 1, history.Loss[epoch]);
            if (epoch < history.ValidationLoss.Length)
            {
                yield return Scalar("validation_loss", epoch + 1, history.ValidationLoss[epoch]);
            }
        }

        yield return Scalar("final_loss", trial.Epochs, (float)trial.FinalLoss);
        yield return Scalar("best_loss", trial.BestEpoch, (float)trial.BestLoss);
        if (trial.Accuracy is { } accuracy)
        {
            yield return Scalar("accuracy", trial.Epochs, (float)accuracy);
        }

        yield return Event(trial.Epochs, SessionMessages.End(trial, Now()));
    }

    private static EventMessage Scalar(string tag, int step, float value) =>
        Event(step, new EventMessage().Text(Tag, tag).Float(SimpleValue, value));

    private static EventMessage Event(int step, EventMessage value) => new EventMessage()
        .Double(WallTime, Now())
        .Number(Step, step)
        .Message(EventSummary, new EventMessage().Message(SummaryValue, value));

    /// <summary>A record: its length, the bytes, and a masked checksum of each.</summary>
    private static void Write(Stream stream, ReadOnlySpan<byte> message)
    {
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)message.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], Masked(head[..8]));
        stream.Write(head);
        stream.Write(message);
        Span<byte> tail = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Masked(message));
        stream.Write(tail);
    }

    // A checksum over bytes that hold checksums is weak, so TensorFlow turns it and adds a constant (lib/hash/crc32c.h).
    private static uint Masked(ReadOnlySpan<byte> bytes) => uint.RotateRight(Crc32C.Of(bytes), 15) + 0xA282EAD8;

    private static double Now() => (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;

    /// <summary>The parameters, so that TensorBoard's list of runs tells them apart and its filter finds them.</summary>
    private static string Name(SweepTrial trial)
    {
        string text = trial.Parameters.ToString();
        char[] letters = [.. text.Take(100).Select(letter => Path.GetInvalidFileNameChars().Contains(letter) || letter is '\\' or ':' ? '_' : letter)];
        return new string(letters);
    }
}
