using MLPosh.Devices;
using MLPosh.Devices.Cpu;
using MLPosh.Engine.Tests.Networks;

namespace MLPosh.Engine.Tests.Devices;

/// <summary>Layers over sequences, images and indices, in training and outside it: the reference device says what is right.</summary>
public class LayersAgainstReferenceTests
{
    private static readonly TrainingStep Step = new(11, 5);

    private static readonly (int Bits, bool Single)[] Registers =
        [(128, true), (256, true), (512, true), (128, false), (256, false), (512, false)];

    public static TheoryData<string> Names => [.. LayerNetworks.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Loss_gradients_predictions_and_buffers_agree(string name)
    {
        var network = LayerNetworks.Network(name);
        foreach (int samples in new[] { 1, 2, 15, 16, 17, 33, 64, 65, 129, 300 })
        {
            var data = LayerNetworks.Data(network, samples);
            var recording = network.Record(Objective.Of(network, data, Loss.Find("MSE")), wantsInputGradient: true);
            foreach (TrainingStep? step in new TrainingStep?[] { null, Step })
            {
                if (step is not null && !LayerNetworks.CanTrain(network, samples))
                {
                    continue;
                }

                using var reference = ComputeDevice.Definition.CreatePlan(recording, samples);
                double[] expected = OpSuite.Run(reference, network, data, wantsInput: true, training: step);
                Assert.All(expected, number => Assert.True(double.IsFinite(number)));
                foreach (var (bits, single) in Registers)
                {
                    using var cpu = CpuDevice.CreatePlan(recording, samples, single, threads: 2, bits);
                    double[] actual = OpSuite.Run(cpu, network, data, wantsInput: true, training: step);
                    OpSuite.Agree(expected, actual, single ? 3e-5 : 1e-11);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_smaller_batch_in_a_larger_plan_agrees(string name)
    {
        var network = LayerNetworks.Network(name);
        var data = LayerNetworks.Data(network, 400);
        var recording = network.Record(Objective.Of(network, data, Loss.Find("MSE")), wantsInputGradient: true);
        using var cpu = CpuDevice.CreatePlan(recording, 400, single: false, threads: 2);
        using var reference = ComputeDevice.Definition.CreatePlan(recording, 400);
        // The full batch first, so that what it leaves behind would show.
        foreach (int count in new[] { 400, 3, 250, 251, 399, 65, 2 })
        {
            int[] indices = [.. Enumerable.Range(0, count).Select(i => i * 7 % 400)];
            OpSuite.Agree(
                OpSuite.Run(reference, network, data, null, indices, wantsInput: true, training: Step),
                OpSuite.Run(cpu, network, data, null, indices, wantsInput: true, training: Step),
                1e-11);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_number_of_threads_changes_no_bit(string name)
    {
        var network = LayerNetworks.Network(name);
        var data = LayerNetworks.Data(network, 1400);
        var recording = network.Record(Objective.Of(network, data, Loss.Find("MSE")), wantsInputGradient: true);
        double[] With(int threads)
        {
            using var plan = CpuDevice.CreatePlan(recording, 1400, single: true, threads);
            Assert.Equal(threads, plan.ThreadCount);
            return OpSuite.Run(plan, network, data, wantsInput: true, training: Step);
        }

        double[] one = With(1);
        Assert.Equal(one, With(2));
        Assert.Equal(one, With(3));
    }

    [Theory]
    [InlineData("Conv2D(4, 2)", "MaxPool(2)")]
    [InlineData("MaxPool(2, stride=1)", "AveragePool(2)")]
    [InlineData("LayerNorm", "Conv2D(4, 2)")]
    public void A_number_that_is_not_finite_shows_in_the_loss(params string[] layers)
    {
        var network = Samples.Network([1, 4, 4], [.. layers, "Flatten", "Linear(1)"]);
        foreach (int bad in new[] { 0, 1, 2, 4, 5, 6, 8, 9, 10 })
        {
            double[] x = [.. Enumerable.Range(0, 48).Select(i => Math.Sin(i))];
            x[16 + bad] = double.NaN;
            var data = Samples.Shaped(Samples.Of(x, new double[3], 16), [1, 4, 4]);
            using var plan = CpuDevice.CreatePlan(network.Record(Objective.Of(network, data, Loss.Find("MSE"))), 3, true, 1);
            plan.WriteParameters(network.Snapshot());
            plan.Load(data.Source, NetworkEvaluation.Indices(0, 3));
            Assert.False(double.IsFinite(plan.Evaluate(withGradient: true)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_allocates_nothing(string name)
    {
        var network = LayerNetworks.Network(name);
        var data = LayerNetworks.Data(network, 70);
        using var plan = CpuDevice.CreatePlan(
            network.Record(Objective.Of(network, data, Loss.Find("MSE"))), 70, single: true, threads: 1);
        plan.WriteParameters(network.Snapshot());
        plan.Load(data.Source, NetworkEvaluation.Indices(0, 70));
        plan.Training = Step;
        plan.Evaluate(withGradient: true);
        Assert.Equal(0, Allocations.LeastOf(() =>
        {
            for (int step = 0; step < 10; step++)
            {
                plan.Evaluate(withGradient: true);
            }
        }));
    }

    [Theory]
    [InlineData("Conv2D(4, 3)", 4 * 16 * 2 * 9)]
    [InlineData("MaxPool(2)", 2 * 9 * 4)]
    [InlineData("AveragePool(3)", 2 * 4 * 9)]
    public void A_kernel_tells_its_work(string layer, long expected)
    {
        var work = Samples.Network([2, 6, 6], layer).Record().Forward.Cast<KernelOperation>().Select(kernel => kernel.MultiplyAdds);
        Assert.Equal([expected], work);
    }
}
