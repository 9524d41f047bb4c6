namespace MLPosh.Engine.Tests.References;

/// <summary>Every stored PyTorch run against both devices: outputs, gradients, losses by epoch, final parameters.</summary>
public class PyTorchTests
{
    public static TheoryData<string, string> Runs => RunsOf(PyTorchReference.Names);

    // The files without classes are older than the gradient by the input.
    public static TheoryData<string, string> RunsWithInputGradient =>
        RunsOf(PyTorchReference.Names.Where(name => PyTorchReference.Load(name).InputGradient is not null));

    [Fact]
    public void There_are_at_least_four_references() => Assert.True(PyTorchReference.Names.Count >= 4);

    [Theory]
    [MemberData(nameof(Runs))]
    public void Outputs_equal_PyTorchs(string name, string device)
    {
        var reference = PyTorchReference.Load(name);
        var outputs = NetworkEvaluation.Predict(
            reference.Network(), reference.Dataset(), null, ComputeDevice.Find(device), PrecisionOf(reference));
        Close(reference.Outputs, outputs, Tolerance(reference));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Gradients_equal_PyTorchs(string name, string device)
    {
        var reference = PyTorchReference.Load(name);
        var gradients = NetworkGradient.Of(
            reference.Network(),
            reference.Dataset(),
            Loss.Find(reference.Loss),
            ComputeDevice.Find(device),
            PrecisionOf(reference));
        Assert.Equal(reference.Gradients.Keys, gradients.Select(gradient => gradient.Name));
        foreach (var gradient in gradients)
        {
            Assert.Equal(reference.Gradients[gradient.Name].Shape, gradient.Shape);
            Close(reference.Gradients[gradient.Name].Value, gradient.Value, Tolerance(reference));
        }
    }

    [Theory]
    [MemberData(nameof(RunsWithInputGradient))]
    public void Input_gradients_equal_PyTorchs(string name, string device)
    {
        var reference = PyTorchReference.Load(name);
        var gradient = NetworkGradient.OfInput(
            reference.Network(),
            reference.Dataset(),
            Loss.Find(reference.Loss),
            ComputeDevice.Find(device),
            PrecisionOf(reference));
        Close(reference.InputGradient!, gradient.Value, Tolerance(reference));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Trajectories_equal_PyTorchs(string name, string device) =>
        Agree(PyTorchReference.Load(name), ComputeDevice.Find(device));

    /// <summary>Trains as PyTorch did, in the run's precision, or in the device's where it does not have that.</summary>
    internal static void Agree(PyTorchReference reference, ComputeDevice device)
    {
        var network = reference.Network();
        var precision = PyTorchReference.PrecisionOn(device, reference.Precision);
        var options = new TrainingOptions
        {
            Loss = Loss.Find(reference.Loss),
            Optimizer = new SGD(
                reference.Optimizer.LearningRate, reference.Optimizer.Momentum, reference.Optimizer.WeightDecay),
            Epochs = reference.Epochs,
            BatchSize = reference.BatchSize,
            Device = device,
            Precision = precision,
        };
        var epochs = Trainer.Run(network, reference.Dataset(), options).ToList();
        Close(reference.Losses, [.. epochs.Select(epoch => epoch.Loss)], Tolerance(precision));
        foreach (var parameter in network.GetParameters())
        {
            Close(reference.Final[parameter.Name].Value, parameter.Value, Tolerance(precision));
        }
    }

    private static TheoryData<string, string> RunsOf(IEnumerable<string> names)
    {
        var runs = new TheoryData<string, string>();
        foreach (string name in names)
        {
            runs.Add(name, "Cpu");
            if (PyTorchReference.Load(name).Precision == nameof(Precision.Double))
            {
                runs.Add(name, "Reference");
            }
        }

        return runs;
    }

    private static Precision PrecisionOf(PyTorchReference reference) => Enum.Parse<Precision>(reference.Precision);

    private static double Tolerance(PyTorchReference reference) => Tolerance(PrecisionOf(reference));

    private static double Tolerance(Precision precision) => precision == Precision.Double ? 1e-10 : 1e-5;

    internal static void Close(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double allowed = tolerance * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= allowed, $"[{i}] expected {expected[i]:R}, got {actual[i]:R}");
        }
    }
}
