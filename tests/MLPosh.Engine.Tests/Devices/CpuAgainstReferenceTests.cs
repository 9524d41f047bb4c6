using MLPosh.Devices.Cpu;

namespace MLPosh.Engine.Tests.Devices;

/// <summary>One suite of networks; the reference device says what is right for each register width and precision.</summary>
public class CpuAgainstReferenceTests
{
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
        foreach (string[] layers in OpSuite.Networks)
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
                    OpSuite.Agree(
                        OpSuite.Run(reference, network, data, loss, wantsInput: wantsInput),
                        OpSuite.Run(cpu, network, data, loss, wantsInput: wantsInput),
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
            OpSuite.Agree(OpSuite.Run(reference, network, data, null, indices), OpSuite.Run(cpu, network, data, null, indices), single ? 2e-5 : 1e-12);
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
        OpSuite.Agree(OpSuite.Run(reference, network, data), OpSuite.Run(cpu, network, data), 1e-11);
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
}
