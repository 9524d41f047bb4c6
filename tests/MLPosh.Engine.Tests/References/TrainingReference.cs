using System.Text.Json;

namespace MLPosh.Engine.Tests.References;

/// <summary>Stored runs of PyTorch's optimizers, schedules and clipping on one problem; pytorch/generate.py wrote them.</summary>
public sealed record TrainingReference(
    int InputSize,
    int OutputSize,
    string[] Layers,
    double[] X,
    double[] Y,
    Dictionary<string, PyTorchTensor> Initial,
    TrainingReferenceRun[] Runs)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    public static TrainingReference Stored { get; } = JsonSerializer.Deserialize<TrainingReference>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "References", "pytorch", "training", "runs.json")), Json)!;

    public Dataset Dataset() => Samples.Of(X, Y, InputSize, OutputSize);

    /// <summary>The network as PyTorch had it before training.</summary>
    public Network Network()
    {
        var network = MLPosh.Network.Create([InputSize], [.. Layers.Select(LayerParser.Parse)], seed: 1);
        foreach (var (parameter, tensor) in Initial)
        {
            network.SetParameter(parameter, tensor.Value, tensor.Shape);
        }

        return network;
    }
}

public sealed record TrainingReferenceRun(
    string Name,
    string Optimizer,
    Dictionary<string, JsonElement> Settings,
    string? Schedule,
    Dictionary<string, JsonElement> ScheduleSettings,
    double? GradientClip,
    string Precision,
    int BatchSize,
    int Epochs,
    double[] Losses,
    double[] LearningRates,
    double[] GradientNorms,
    Dictionary<string, PyTorchTensor> Final)
{
    /// <summary>The run on a device, in the precision that it has if it does not have the run's.</summary>
    public TrainingOptions Options(ComputeDevice device) => new()
    {
        Optimizer = MLPosh.Optimizer.Create(Optimizer, Values(Settings)),
        Schedule = Schedule is null ? null : MLPosh.Schedule.Create(Schedule, Values(ScheduleSettings)),
        GradientClip = GradientClip,
        Epochs = Epochs,
        BatchSize = BatchSize,
        Device = device,
        Precision = PyTorchReference.PrecisionOn(device, Precision),
    };

    private static Dictionary<string, object> Values(Dictionary<string, JsonElement> settings) =>
        settings.ToDictionary(setting => setting.Key, setting => Value(setting.Value));

    private static object Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Select(item => item.GetDouble()).ToArray(),
        JsonValueKind.True or JsonValueKind.False => element.GetBoolean(),
        JsonValueKind.String => Enum.Parse<LineSearch>(element.GetString()!),
        _ => element.TryGetInt32(out int whole) ? (object)whole : element.GetDouble(),
    };
}
