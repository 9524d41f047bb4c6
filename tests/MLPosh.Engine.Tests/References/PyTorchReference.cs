using System.Text.Json;

namespace MLPosh.Engine.Tests.References;

/// <summary>A stored run of PyTorch; generate.py beside the files wrote it.</summary>
public sealed record PyTorchReference(
    string Name,
    int InputSize,
    int OutputSize,
    string[] Layers,
    string Loss,
    string Precision,
    PyTorchOptimizer Optimizer,
    int? BatchSize,
    int Epochs,
    int Count,
    double[] X,
    double[] Y,
    Dictionary<string, PyTorchTensor> Initial,
    double[] Outputs,
    Dictionary<string, PyTorchTensor> Gradients,
    double[] Losses,
    Dictionary<string, PyTorchTensor> Final,
    int? Classes = null,
    double[]? InputGradient = null,
    int[]? InputShape = null)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "References", "pytorch");

    public static IReadOnlyList<string> Names =>
        [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order()];

    public static PyTorchReference Load(string name) => JsonSerializer.Deserialize<PyTorchReference>(
        File.ReadAllText(Path.Combine(Folder, name + ".json")), Json)!;

    /// <summary>A stored precision, or the device's own where it does not have that.</summary>
    public static Precision PrecisionOn(ComputeDevice device, string stored) =>
        Enum.Parse<Precision>(stored) is var precision && device.Precisions.Contains(precision) ? precision : device.Precisions[0];

    private int[] SampleShape => InputShape ?? [InputSize];

    public Dataset Dataset()
    {
        var numbers = Samples.Of(X, Y, InputSize, Classes is null ? OutputSize : 1);
        string[]? labels = Classes is { } count ? [.. Enumerable.Range(0, count).Select(c => $"{c}")] : null;
        return new(X, Y, Count, SampleShape, numbers.FeatureNames, numbers.TargetNames, labels);
    }

    /// <summary>The network as PyTorch had it before training.</summary>
    public Network Network()
    {
        var network = MLPosh.Network.Create(SampleShape, [.. Layers.Select(LayerParser.Parse)], seed: 1);
        foreach (var (parameter, tensor) in Initial)
        {
            network.SetParameter(parameter, tensor.Value, tensor.Shape);
        }

        return network;
    }
}

public sealed record PyTorchOptimizer(string Name, double LearningRate, double Momentum, double WeightDecay);

public sealed record PyTorchTensor(int[] Shape, double[] Value);
