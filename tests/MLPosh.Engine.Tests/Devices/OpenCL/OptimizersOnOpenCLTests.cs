using MLPosh.Engine.Tests.Optimizers;

namespace MLPosh.Engine.Tests.Devices.OpenCL;

/// <summary>Every optimizer and kind of rule for 100 steps.</summary>
[Trait("Device", "OpenCL")]
public class OptimizersOnOpenCLTests
{
    public static TheoryData<int> Indices => OptimizerTests.Indices;

    [OpenCLTheory]
    [MemberData(nameof(Indices))]
    public void A_hundred_steps_agree_with_the_reference(int index) => Trajectories.Agree(
        () => Samples.Network(3, "Linear(7)", "Tanh", "Linear(2)"),
        Samples.Cloud(30, 3, 2),
        new TrainingOptions { Optimizer = OptimizerTests.All[index], Epochs = StepsOf(OptimizerTests.All[index]), Seed = 1 });

    /// <summary>One launch for all steps is given a rule that counts for its first step alone; of one for each step the host counts.</summary>
    [OpenCLTheory]
    [MemberData(nameof(Indices))]
    public void The_device_counts_steps_to_the_bits_that_the_host_counts_them_to(int index)
    {
        double[] After(int every)
        {
            var network = Samples.Network(3, "Linear(7)", "Tanh", "Linear(2)");
            var options = new TrainingOptions
            {
                Device = OpenCLDevice.Get(), Optimizer = OptimizerTests.All[index], Epochs = 50, Every = every, Seed = 1,
            };
            foreach (var epoch in Trainer.Run(network, Samples.Cloud(30, 3, 2), options))
            {
                Assert.True(double.IsFinite(epoch.Loss));
            }

            return network.Snapshot();
        }

        Assert.Equal(After(every: 1), After(every: 50));
    }

    /// <summary>
    /// After how many steps single precision still follows double. Two rules lose it on any device, the CPU as far as
    /// PoCL: LBFGS, which divides by differences of gradients (parameters 1e-2 off after 40 steps, 2e-1 after 100), and
    /// centered RMSProp, which divides by the root of a difference, 0 but for rounding once gradients are small and steady
    /// (1e-7 after 40 steps, 1e-2 after 100).
    /// </summary>
    private static int StepsOf(Optimizer optimizer) => optimizer switch
    {
        LBFGS { LineSearch: LineSearch.None } => 10,
        LBFGS => 5,
        RMSProp { Centered: true } => 40,
        _ => 100,
    };

    [Fact]
    public void Every_optimizer_is_among_them() => Assert.Equal(
        Optimizer.Names.Order(), OptimizerTests.All.Select(optimizer => optimizer.Name).Distinct().Order());
}
