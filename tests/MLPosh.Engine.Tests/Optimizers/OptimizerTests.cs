using MLPosh.Devices;
using MLPosh.Devices.Cpu;

namespace MLPosh.Engine.Tests.Optimizers;

public class OptimizerTests
{
    internal static readonly Optimizer[] All =
    [
        new SGD(0.05), new SGD(0.05, 0.9, 0.01), new SGD(0.05, 0.9, 0.01, nesterov: true),
        new Adagrad(0.1) { InitialAccumulator = 0.1, LearningRateDecay = 0.1 },
        new RMSProp { Momentum = 0.5 }, new RMSProp { Centered = true },
        new Adam(0.02), new Adam(0.02) { AmsGrad = true, WeightDecay = 0.1 }, new AdamW(0.02), new AdamW { AmsGrad = true },
        new NAdam(0.02), new LBFGS(0.1) { MaxIteration = 3 }, new LBFGS { LineSearch = LineSearch.StrongWolfe, MaxIteration = 3 },
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, All.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void Every_register_width_does_what_the_reference_does(int index)
    {
        var network = Samples.Network(3, "Linear(7)", "Tanh", "Linear(2)");
        var data = Samples.Cloud(30, 3, 2);
        var recording = network.Record(Objective.Of(network, data, Loss.Find("MSE")));
        using var reference = ComputeDevice.Definition.CreatePlan(recording, data.Count);
        double[] expected = Trained(reference, network, data, All[index]);
        foreach (int bits in new[] { 128, 256, 512 })
        {
            foreach (bool single in new[] { true, false })
            {
                using var cpu = CpuDevice.CreatePlan(recording, data.Count, single, threads: 1, vectorBits: bits);
                double[] actual = Trained(cpu, network, data, All[index]);
                Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, single ? 2e-5 : 1e-11));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void A_step_allocates_nothing(int index)
    {
        var network = Samples.Network(3, "Linear(10)", "Tanh", "Linear(1)");
        var data = Samples.Cloud(40, 3, 1);
        var options = new TrainingOptions
        {
            Optimizer = All[index], GradientClip = 0.1, Schedule = new CosineSchedule { WarmupEpoch = 2 }, Epochs = 100,
            BatchSize = 20, ThreadCount = 1,
        };
        using var run = new TrainingRun(
            network, data, Objective.Of(network, data, Loss.Find("MSE")), options, CancellationToken.None);
        run.RunEpoch(1);
        run.RunEpoch(2);
        int epoch = 2;
        Assert.Equal(0, Allocations.LeastOf(() =>
        {
            for (int i = 0; i < 20; i++)
            {
                run.RunEpoch(++epoch);
            }
        }));
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Each_training_begins_anew_and_threads_change_no_bit(int index)
    {
        var data = Samples.Cloud(600, 3, 2);
        var runs = new[] { 1, 2, 1 }.Select(threads =>
        {
            var network = Samples.Network(3, "Linear(9)", "Tanh", "Linear(2)");
            var options = new TrainingOptions { Optimizer = All[index], Epochs = 5, ThreadCount = threads };
            var last = Trainer.Run(network, data, options).Last();
            Assert.True(last.Loss < last.BestLoss * 1.5);
            return network.Snapshot();
        }).ToList();
        Assert.Equal(runs[0], runs[1]);
        Assert.Equal(runs[0], runs[2]);
    }

    [Fact]
    public void A_plan_reserves_what_the_next_training_remembers()
    {
        var network = Samples.Network(3, "Linear(2)");
        var data = Samples.Cloud(30, 3, 2);
        using var plan = ComputeDevice.Default.CreatePlan(network.Record(Objective.Of(network, data, Loss.Find("MSE"))), 30, Precision.Double);
        double[] first = Trained(plan, network, data, new Adam());
        Trained(plan, network, data, new SGD(0.1, 0.9));
        Assert.Equal(first, Trained(plan, network, data, new Adam()));
    }

    [Fact]
    public void A_gradient_that_stays_the_same_leaves_centered_RMSProp_finite()
    {
        // The derivative of the absolute error is the same in each step, so that the variance goes to 0.
        var data = Samples.Of([0.7], [1e6]);
        var options = new TrainingOptions
        {
            Loss = Loss.Find("L1"), Optimizer = new RMSProp(1e-9) { Centered = true, Alpha = 0.5 }, Epochs = 500,
        };
        Assert.Equal(StopReason.Completed, Trainer.Run(Samples.Network(1, "Linear(1)"), data, options).Last().StopReason);
    }

    private static double[] Trained(Plan plan, Network network, Dataset data, Optimizer optimizer)
    {
        plan.WriteParameters(network.Snapshot());
        plan.Load(data.Source, NetworkEvaluation.Indices(0, data.Count));
        var state = optimizer.Start(plan, () => plan.Evaluate(withGradient: true));
        for (int step = 0; step < 3; step++)
        {
            Assert.True(state.Step(optimizer.LearningRate, plan.Evaluate(withGradient: true)));
        }

        var values = new double[network.ParameterCount];
        plan.ReadParameters(values);
        return values;
    }
}
