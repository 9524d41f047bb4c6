using MLPosh.Devices;
using MLPosh.Devices.Cpu;

namespace MLPosh.Engine.Tests.Devices;

/// <summary>One suite of networks; the reference device says what is right for each register width and precision.</summary>
public class CpuAgainstReferenceTests
{
    internal static readonly string[][] Networks =
    [
        ["Linear(1)"],
        ["Linear(10)", "ReLU", "Linear(6)", "ReLU", "Linear(1)"],
        ["Linear(17)", "Tanh", "Linear(5,bias=false)", "Sigmoid", "Linear(2)"],
        ["Tanh", "Linear(3)", "Linear", "ReLU", "Linear(7)", "Sigmoid"],
        ["Linear(33)", "ReLU", "Tanh", "Linear(4)"],
        ["Linear(131)", "Sigmoid", "Linear(3)"],
        ["Softmax", "Linear(5)", "LogSoftmax", "Linear(4)", "LogSoftmax"],
    ];

    public static TheoryData<int, bool, int> Cases
    {
        get
        {
            var cases = new TheoryData<int, bool, int>();
            foreach (int bits in new[] { 128, 256, 512 })
            {
                foreach (int samples in new[] { 1, 15, 16, 17, 33, 255, 256, 257, 1000, 1031 })
                {
                    cases.Add(bits, true, samples);
                    cases.Add(bits, false, samples);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_gradient_and_predictions_agree(int bits, bool single, int samples)
    {
        foreach (string[] layers in Networks)
        {
            foreach (var loss in Loss.All)
            {
                var network = Samples.Network(3, layers);
                foreach (var data in Samples.Fitting(loss, samples, 3, network.OutputSize))
                {
                    bool wantsInput = samples < 100;
                    var recording = network.Record(Objective.Of(network, data, loss), wantsInput);
                    using var cpu = CpuDevice.CreatePlan(recording, samples, single, threads: 2, vectorBits: bits);
                    using var reference = ComputeDevice.Definition.CreatePlan(recording, samples);
                    Agree(
                        Run(reference, network, data, loss, wantsInput: wantsInput),
                        Run(cpu, network, data, loss, wantsInput: wantsInput),
                        single ? 2e-5 : 1e-12);
                }
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_smaller_batch_in_a_larger_plan_agrees(bool single)
    {
        var network = Samples.Network(3, "Linear(10)", "Tanh", "Linear(2)");
        var data = Samples.Cloud(1000, 3, 2);
        var recording = network.Record(Objective.Of(network, data, Loss.Find("MSE")));
        using var cpu = CpuDevice.CreatePlan(recording, 1000, single, threads: 2);
        using var reference = ComputeDevice.Definition.CreatePlan(recording, 1000);
        // The full batch first, so that what it leaves behind would show.
        foreach (int count in new[] { 1000, 3, 250, 251, 999, 1 })
        {
            int[] indices = [.. Enumerable.Range(0, count).Select(i => (i * 7) % 1000)];
            Agree(Run(reference, network, data, null, indices), Run(cpu, network, data, null, indices), single ? 2e-5 : 1e-12);
        }
    }

    [Fact]
    public void A_large_batch_of_several_tiles_a_slot_agrees()
    {
        var network = Samples.Network(2, "Linear(4)", "ReLU", "Linear(1)");
        var data = Samples.Cloud(40_000, 2, 1);
        var recording = network.Record(Objective.Of(network, data, Loss.Find("L1")));
        using var cpu = CpuDevice.CreatePlan(recording, data.Count, single: false, threads: 2);
        using var reference = ComputeDevice.Definition.CreatePlan(recording, data.Count);
        Agree(Run(reference, network, data), Run(cpu, network, data), 1e-11);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var network = Samples.Network(3, "Linear(10)", "Tanh", "Linear(1)");
        var data = Samples.Cloud(300, 3, 1);
        using var plan = CpuDevice.CreatePlan(network.Record(Objective.Of(network, data, Loss.Find("MSE"))), 32, single: true, threads: 1);
        plan.WriteParameters(network.Snapshot());
        var source = data.Source;
        int[] order = NetworkEvaluation.Indices(0, 300);
        var optimizer = new SGD(0.01, momentum: 0.9).Start(plan, () => 0);
        void Epoch()
        {
            for (int start = 0; start < 300; start += 32)
            {
                plan.Load(source, order.AsSpan(start, Math.Min(32, 300 - start)));
                double loss = plan.Evaluate(withGradient: true);
                optimizer.Step(0.01, loss);
            }
        }

        Epoch();
        Assert.Equal(0, Allocations.LeastOf(() =>
        {
            for (int epoch = 0; epoch < 20; epoch++)
            {
                Epoch();
            }
        }));
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void A_sample_that_is_not_finite_shows_in_the_loss(int bits)
    {
        var network = Samples.Network(1, "Linear(3)", "ReLU", "Linear(1)");
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity })
        {
            double[] x = [.. Enumerable.Repeat(1.0, 20)];
            x[13] = bad;
            var data = Samples.Of(x, new double[20]);
            using var plan = CpuDevice.CreatePlan(network.Record(Objective.Of(network, data, Loss.Find("MSE"))), 20, true, 1, bits);
            plan.WriteParameters(network.Snapshot());
            plan.Load(data.Source, NetworkEvaluation.Indices(0, 20));
            Assert.False(double.IsFinite(plan.Evaluate(withGradient: true)));
        }
    }

    /// <summary>
    /// Loss, hits, gradient, predictions, where it was recorded the gradient by the input, and the buffers after all of it.
    /// </summary>
    internal static double[] Run(
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

    internal static void Agree(double[] expected, double[] actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])),
                $"[{i}] expected {expected[i]:R}, got {actual[i]:R}");
        }
    }
}
