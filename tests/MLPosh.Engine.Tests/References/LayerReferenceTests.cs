using MLPosh.Devices;

namespace MLPosh.Engine.Tests.References;

/// <summary>Layers against stored PyTorch runs on both devices, in training and evaluation.</summary>
public class LayerReferenceTests
{
    public static TheoryData<string, string> Runs
    {
        get
        {
            var runs = new TheoryData<string, string>();
            foreach (string name in LayerReference.Names)
            {
                runs.Add(name, "Cpu");
                if (LayerReference.Load(name).Precision == nameof(Precision.Double))
                {
                    runs.Add(name, "Reference");
                }
            }

            return runs;
        }
    }

    [Fact]
    public void Every_layer_has_a_reference()
    {
        string all = string.Join(' ', LayerReference.Names.SelectMany(name => LayerReference.Load(name).Layers));
        Assert.All(
            new[] { "Conv2D(", "MaxPool(", "AveragePool(", "BatchNorm", "LayerNorm", "Embedding(" },
            name => Assert.Contains(name, all, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Names_and_shapes_are_those_of_the_state_dict(string name, string device)
    {
        _ = device;
        var reference = LayerReference.Load(name);
        Assert.Equal(
            reference.Initial.Select(item => $"{item.Key} [{string.Join(", ", item.Value.Shape)}]"),
            reference.Network().GetParameters().Select(parameter => $"{parameter}"));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Evaluation_equals_PyTorchs(string name, string device) =>
        Equal(LayerReference.Load(name), device, reference => reference.Evaluation, training: null);

    [Theory]
    [MemberData(nameof(Runs))]
    public void Training_mode_equals_PyTorchs(string name, string device) =>
        Equal(LayerReference.Load(name), device, reference => reference.Training, new TrainingStep(1, 1));

    [Theory]
    [MemberData(nameof(Runs))]
    public void Trajectories_and_running_statistics_equal_PyTorchs(string name, string device)
    {
        var reference = LayerReference.Load(name);
        var network = reference.Network();
        if (network.ParameterCount > 0)
        {
            var options = new TrainingOptions
            {
                Loss = Loss.Find("MSE"),
                Optimizer = new SGD(reference.LearningRate, reference.Momentum),
                Epochs = reference.Epochs,
                BatchSize = reference.BatchSize,
                Device = ComputeDevice.Find(device),
                Precision = PrecisionOf(reference),
            };
            var epochs = Trainer.Run(network, reference.Dataset(), options).ToList();
            Close(reference.Losses, [.. epochs.Select(epoch => epoch.Loss)], reference);
        }

        foreach (var parameter in network.GetParameters())
        {
            Close(reference.Final[parameter.Name].Value, parameter.Value, reference);
        }

        var outputs = NetworkEvaluation.Predict(
            network, reference.Dataset(), null, ComputeDevice.Find(device), PrecisionOf(reference));
        Close(reference.FinalOutputs, outputs, reference);
    }

    private static void Equal(
        LayerReference reference, string device, Func<LayerReference, LayerMode> mode, TrainingStep? training)
    {
        var (network, data, expected) = (reference.Network(), reference.Dataset(), mode(reference));
        var objective = Objective.Of(network, data, Loss.Find("MSE"));
        using var plan = ComputeDevice.Find(device).CreatePlan(
            network.Record(objective, wantsInputGradient: true), data.Count, PrecisionOf(reference));
        plan.WriteParameters(network.Snapshot());
        plan.Load(data.SourceFor(objective), NetworkEvaluation.Indices(0, data.Count));
        plan.Training = training;
        var outputs = new double[data.Count * network.OutputSize];
        plan.Predict(outputs);
        Close(expected.Outputs, outputs, reference);

        var input = new double[data.Count * network.InputSize];
        plan.EvaluateInputGradient(input);
        Close(expected.InputGradient, input, reference);

        var gradient = new double[network.ParameterCount];
        plan.Evaluate(withGradient: true);
        plan.ReadGradient(gradient);
        foreach (var parameter in network.Named(gradient))
        {
            Close(expected.Gradients[parameter.Name].Value, parameter.Value, reference);
        }
    }

    private static Precision PrecisionOf(LayerReference reference) => Enum.Parse<Precision>(reference.Precision);

    private static void Close(double[] expected, double[] actual, LayerReference reference) =>
        PyTorchTests.Close(expected, actual, PrecisionOf(reference) == Precision.Double ? 1e-10 : 1e-5);
}
