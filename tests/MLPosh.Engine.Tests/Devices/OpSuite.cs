using MLPosh.Devices;
using MLPosh.Engine.Tests.Networks;

namespace MLPosh.Engine.Tests.Devices;

/// <summary>
/// What every device is to compute: the reference device says what is right. It needs no test framework, so that
/// tests/MLPosh.Gpu runs it too; what does not agree throws.
/// </summary>
internal static class OpSuite
{
    /// <summary>Networks of three inputs, for numbers and classes.</summary>
    public static readonly string[][] Networks =
    [
        ["Linear(1)"],
        ["Linear(10)", "ReLU", "Linear(6)", "ReLU", "Linear(1)"],
        ["Linear(17)", "Tanh", "Linear(5,bias=false)", "Sigmoid", "Linear(2)"],
        ["Tanh", "Linear(3)", "Linear", "ReLU", "Linear(7)", "Sigmoid"],
        ["Linear(33)", "ReLU", "Tanh", "Linear(4)"],
        ["Linear(131)", "Sigmoid", "Linear(3)"],
        ["Linear(32)", "ReLU", "Linear(32)", "ReLU", "Linear(2)"],
        ["Softmax", "Linear(5)", "LogSoftmax", "Linear(4)", "LogSoftmax"],
    ];

    /// <summary>One whose products are so deep and small that a GPU goes down parts of them side by side.</summary>
    public static readonly string[] Deep = ["Linear(4)", "Tanh", "Linear(260)", "Sigmoid", "Linear(260)", "ReLU", "Linear(2)"];

    // Two batches of three, and one of two: BatchNorm does not train on a single sample.
    private const int TrainingSamples = 8;

    private static readonly TrainingStep Step = new(11, 5);

    /// <summary>Each activation alone and beside products.</summary>
    public static IEnumerable<string[]> ActivationNetworks =>
        Activation.All.Select(activation => new[] { activation.Name, "Linear(4)", activation.Name, "Linear(2)" });

    /// <summary>Each optimizer in each of its forms.</summary>
    public static IReadOnlyList<Optimizer> Optimizers =>
    [
        .. Optimizer.Available,
        new SGD(0.01, momentum: 0.9, weightDecay: 0.01),
        new SGD(0.01, momentum: 0.9, nesterov: true),
        new Adam { AmsGrad = true },
        new RMSProp { Centered = true, Momentum = 0.5 },
    ];

    /// <summary>A network with a loss, on all kinds of targets that go with both.</summary>
    public static void CheckNetwork(ComputeDevice device, string[] layers, Loss loss, int samples)
    {
        var network = Samples.Network(3, layers);
        foreach (var data in Samples.Fitting(loss, samples, 3, network.OutputSize))
        {
            var recording = network.Record(Objective.Of(network, data, loss), wantsInputGradient: true);
            using var plan = device.CreatePlan(recording, samples);
            using var reference = ComputeDevice.Definition.CreatePlan(recording, samples);
            Agree(
                Run(reference, network, data, loss, wantsInput: true),
                Run(plan, network, data, loss, wantsInput: true),
                2e-5);
        }
    }

    /// <summary>
    /// A network whose products are large enough for a device's library, against the CPU in double precision: the reference would take
    /// long.
    /// </summary>
    /// <param name="make">Makes the plan of a recording.</param>
    /// <param name="samples">At least 256.</param>
    public static void CheckLargeProducts(Func<Recording, Plan> make, int samples)
    {
        var network = Samples.Network(3, "Linear(512)", "ReLU", "Linear(513)", "Tanh", "Linear(514,bias=false)", "Linear(2)");
        var data = Samples.Cloud(samples, 3, 2);
        var recording = network.Record(Objective.Of(network, data, Loss.Find("MSE")), wantsInputGradient: true);
        using var plan = make(recording);
        using var right = ComputeDevice.Default.CreatePlan(recording, samples, Precision.Double);
        Agree(Run(right, network, data, wantsInput: true), Run(plan, network, data, wantsInput: true), 2e-5);
    }

    /// <summary>A network of <see cref="LayerNetworks"/>, in training and outside it.</summary>
    public static void CheckLayers(ComputeDevice device, string name, int samples)
    {
        var network = LayerNetworks.Network(name);
        var data = LayerNetworks.Data(network, samples);
        var recording = network.Record(Objective.Of(network, data, Loss.Find("MSE")), wantsInputGradient: true);
        foreach (TrainingStep? step in new TrainingStep?[] { null, Step })
        {
            if (step is not null && !LayerNetworks.CanTrain(network, samples))
            {
                continue;
            }

            using var reference = ComputeDevice.Definition.CreatePlan(recording, samples);
            using var plan = device.CreatePlan(recording, samples);
            Agree(
                Run(reference, network, data, wantsInput: true, training: step),
                Run(plan, network, data, wantsInput: true, training: step),
                3e-5);
        }
    }

    /// <summary>Some steps of an optimizer, the gradient halved before each.</summary>
    public static void CheckOptimizer(ComputeDevice device, Optimizer optimizer)
    {
        const int samples = 5;
        var network = Samples.Network(3, "Linear(4)", "Tanh", "Linear(2)");
        var data = Samples.Cloud(samples, 3, 2);
        var recording = network.Record(Objective.Of(network, data, Loss.Find("MSE")));
        double[] After(Plan plan)
        {
            plan.WriteParameters(network.Snapshot());
            plan.Load(data.Source, NetworkEvaluation.Indices(0, samples));
            var state = optimizer.Start(plan, () => plan.Evaluate(withGradient: true));
            for (int step = 0; step < 3; step++)
            {
                double loss = plan.Evaluate(withGradient: true);
                plan.ScaleGradient(0.5);
                state.Step(optimizer.LearningRate, loss);
            }

            var values = new double[network.ValueCount];
            plan.ReadParameters(values);
            return values;
        }

        using var reference = ComputeDevice.Definition.CreatePlan(recording, samples);
        using var plan = device.CreatePlan(recording, samples);
        Agree(After(reference), After(plan), 2e-5);
    }

    /// <summary>A training of a network of three inputs.</summary>
    public static void CheckTraining(ComputeDevice device, string[] layers, Loss loss, Optimizer optimizer)
    {
        foreach (var data in Samples.Fitting(loss, TrainingSamples, 3, Samples.Network(3, layers).OutputSize))
        {
            CheckTraining(device, () => Samples.Network(3, layers), data, loss, optimizer);
        }
    }

    /// <summary>A training whose gradients are clipped.</summary>
    public static void CheckClipping(ComputeDevice device) => CheckTraining(
        device,
        () => Samples.Network(3, "Linear(4)", "Tanh", "Linear(2)"),
        Samples.Cloud(TrainingSamples, 3, 2),
        Loss.Find("MSE"),
        new SGD(0.1, momentum: 0.5),
        clip: 0.3);

    /// <summary>A training of a network of <see cref="LayerNetworks"/>.</summary>
    public static void CheckTraining(ComputeDevice device, string name) => CheckTraining(
        device,
        () => LayerNetworks.Network(name),
        LayerNetworks.Data(LayerNetworks.Network(name), TrainingSamples),
        Loss.Find("MSE"),
        new SGD(0.02, momentum: 0.5),
        // The last batch then has three samples: what a batch norm makes of two is mostly rounding.
        batch: LayerNetworks.CanTrain(LayerNetworks.Network(name), 1) ? 3 : 5);

    // Two epochs of shuffled batches, the last of them smaller: steps that a GPU queues.
    private static void CheckTraining(
        ComputeDevice device, Func<Network> make, Dataset data, Loss loss, Optimizer optimizer, double? clip = null, int batch = 3)
    {
        double[] On(ComputeDevice where)
        {
            var network = make();
            var options = new TrainingOptions
            {
                Loss = loss,
                Optimizer = optimizer,
                Device = where,
                Epochs = 2,
                BatchSize = batch,
                Shuffle = true,
                Seed = 4,
                GradientClip = clip,
                Validation = data,
            };
            var epochs = Trainer.Run(network, data, options).ToList();
            return [.. epochs.Select(epoch => epoch.Loss), .. epochs.Select(epoch => epoch.ValidationLoss ?? 0), ..
                epochs.Select(epoch => epoch.Accuracy ?? 0), .. epochs.Select(epoch => epoch.GradientNorm ?? 0), .. network.Snapshot()];
        }

        Agree(On(ComputeDevice.Definition), On(device), 2e-5);
    }

    /// <summary>
    /// Loss, hits, gradient, predictions, where it was recorded the gradient by the input, and the buffers after all of it.
    /// </summary>
    public static double[] Run(
        Plan plan,
        Network network,
        Dataset data,
        Loss? loss = null,
        int[]? indices = null,
        bool wantsInput = false,
        TrainingStep? training = null)
    {
        plan.Training = training;
        indices ??= NetworkEvaluation.Indices(0, data.Count);
        plan.WriteParameters(network.Snapshot());
        plan.Load(data.SourceFor(Objective.Of(network, data, loss)), indices);
        double value = plan.Evaluate(withGradient: true);
        int hits = plan.Hits;
        var gradient = new double[network.ParameterCount];
        plan.ReadGradient(gradient);
        var outputs = new double[indices.Length * network.OutputSize];
        plan.Predict(outputs);
        var input = new double[wantsInput ? indices.Length * network.InputSize : 0];
        if (wantsInput)
        {
            plan.EvaluateInputGradient(input);
        }

        var values = new double[network.ValueCount];
        plan.ReadParameters(values);
        return [value, hits, .. gradient, .. outputs, .. input, .. values[network.ParameterCount..]];
    }

    /// <exception cref="InvalidOperationException">A number is farther off than tolerance * max(1, its magnitude).</exception>
    public static void Agree(double[] expected, double[] actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            // Not "above": what is no number does not agree either.
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i]))))
            {
                throw new InvalidOperationException(
                    FormattableString.Invariant($"[{i}] expected {expected[i]:R}, got {actual[i]:R}"));
            }
        }
    }
}
