using System.Text.Json;

namespace MLPosh.Engine.Tests.References;

/// <summary>
/// Stored PyTorch numbers of autoencoders and radial units, in double precision: outputs, the loss with its penalty,
/// gradients, and trajectories (not of the variational one, whose training draws random numbers).
/// </summary>
public class CodeReferenceTests
{
    private const double Tolerance = 1e-10;

    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    public static TheoryData<string, string> Runs
    {
        get
        {
            var runs = new TheoryData<string, string>();
            foreach (string name in new[]
            {
                "autoencoder", "variational", "sparse", "sparse-l1", "radial-basis", "radial-basis-deep",
            })
            {
                runs.Add(name, "Cpu");
                runs.Add(name, "Reference");
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Outputs_losses_gradients_and_trajectories_equal_PyTorchs(string name, string device)
    {
        var reference = JsonSerializer.Deserialize<CodeReference>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "References", "pytorch", "codes", name + ".json")), Json)!;
        var (network, data, on) = (reference.Network(), reference.Dataset(), ComputeDevice.Find(device));
        Close(reference.Outputs, NetworkEvaluation.Predict(network, data, null, on, Precision.Double));
        Close([reference.MeanLoss], [NetworkMeasurement.Of(network, data, null, on, Precision.Double).Loss!.Value]);
        var gradients = NetworkGradient.Of(network, data, null, on);
        Assert.Equal(reference.Gradients.Keys, gradients.Select(gradient => gradient.Name));
        foreach (var gradient in gradients)
        {
            Assert.Equal(reference.Gradients[gradient.Name].Shape, gradient.Shape);
            Close(reference.Gradients[gradient.Name].Value, gradient.Value);
        }

        if (reference.Losses.Length > 0)
        {
            var options = new TrainingOptions
            {
                Optimizer = new SGD(reference.LearningRate),
                Epochs = reference.Losses.Length,
                Device = on,
                Precision = Precision.Double,
            };
            Close(reference.Losses, [.. Trainer.Run(network, data, options).Select(epoch => epoch.Loss)]);
            foreach (var (parameter, tensor) in reference.Final)
            {
                Close(tensor.Value, network.GetParameter(parameter).Value);
            }
        }
    }

    private static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(
            expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance * Math.Max(1, Math.Abs(pair.First))));
    }

    private sealed record CodeReference(
        int InputSize,
        bool IsAutoEncoder,
        string[] Layers,
        double[] X,
        double[] Y,
        Dictionary<string, PyTorchTensor> Initial,
        double[] Outputs,
        double MeanLoss,
        Dictionary<string, PyTorchTensor> Gradients,
        double LearningRate,
        double[] Losses,
        Dictionary<string, PyTorchTensor> Final)
    {
        /// <summary>An autoencoder gets targets that it has to ignore.</summary>
        public Dataset Dataset()
        {
            int count = X.Length / InputSize;
            return Samples.Of(X, IsAutoEncoder ? new double[count] : Y, InputSize, IsAutoEncoder ? 1 : Y.Length / count);
        }

        public Network Network()
        {
            var network = MLPosh.Network.Create(
                [InputSize], [.. Layers.Select(LayerParser.Parse)], seed: 1, isAutoEncoder: IsAutoEncoder);
            foreach (var (parameter, tensor) in Initial)
            {
                network.SetParameter(parameter, tensor.Value, tensor.Shape);
            }

            return network;
        }
    }
}
