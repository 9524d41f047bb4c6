using System.Text.Json;

namespace MLPosh.Engine.Tests.References;

/// <summary>What PyTorch gave for a network in one mode, its gradients those of the mean squared error.</summary>
public sealed record LayerMode(double[] Outputs, Dictionary<string, PyTorchTensor> Gradients, double[] InputGradient);

/// <summary>A stored run of layers over sequences, images or indices; generate.py wrote it.</summary>
public sealed record LayerReference(
    int[] InputShape,
    string[] Layers,
    string Precision,
    int Count,
    int? BatchSize,
    int Epochs,
    double LearningRate,
    double Momentum,
    double[] X,
    double[] Y,
    Dictionary<string, PyTorchTensor> Initial,
    LayerMode Training,
    LayerMode Evaluation,
    double[] Losses,
    Dictionary<string, PyTorchTensor> Final,
    double[] FinalOutputs)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "References", "pytorch", "layers");

    public static IReadOnlyList<string> Names =>
        [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order()];

    public static LayerReference Load(string name) => JsonSerializer.Deserialize<LayerReference>(
        File.ReadAllText(Path.Combine(Folder, name + ".json")), Json)!;

    public Dataset Dataset()
    {
        int inputs = X.Length / Count;
        return Samples.Shaped(Samples.Of(X, Y, inputs, Y.Length / Count), InputShape);
    }

    /// <summary>The network as PyTorch had it before training.</summary>
    public Network Network()
    {
        var network = Samples.Network(InputShape, Layers);
        foreach (var (parameter, tensor) in Initial)
        {
            network.SetParameter(parameter, tensor.Value, tensor.Shape);
        }

        return network;
    }
}
