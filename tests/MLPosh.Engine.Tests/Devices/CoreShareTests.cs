using MLPosh.Devices;
using MLPosh.Devices.Cpu;

namespace MLPosh.Engine.Tests.Devices;

public class CoreShareTests
{
    [Fact]
    public void While_trainings_are_to_come_each_has_one_core()
    {
        var share = new CoreShare(4);
        share.Expect(10);
        var parts = Enumerable.Range(0, 4).Select(_ => share.Begin()).ToList();
        Assert.All(parts, part => Assert.Equal(1, part.Count));
        parts[0].Dispose();
        parts[0] = share.Begin();
        Assert.All(parts, part => Assert.Equal(1, part.Count));
    }

    [Fact]
    public void The_last_ones_have_the_cores_of_those_that_are_over()
    {
        var share = new CoreShare(4);
        share.Expect(4);
        var parts = Enumerable.Range(0, 4).Select(_ => share.Begin()).ToList();
        parts[1].Dispose();
        Assert.Equal([1, 1, 2], new[] { parts[0], parts[2], parts[3] }.Select(part => part.Count).Order());
        parts[3].Dispose();
        Assert.Equal([2, 2], new[] { parts[0], parts[2] }.Select(part => part.Count));
        parts[0].Dispose();
        Assert.Equal(4, parts[2].Count);

        // More begin: what they need is given back.
        share.Expect(2);
        Assert.Equal(1, parts[2].Count);
    }

    [Fact]
    public void What_is_dropped_is_not_waited_for()
    {
        var share = new CoreShare(3);
        share.Expect(3);
        var part = share.Begin();
        Assert.Equal(1, part.Count);
        share.Drop();
        share.Drop();
        Assert.Equal(3, part.Count);
    }

    [Fact]
    public void More_trainings_than_cores_have_one_each()
    {
        var share = new CoreShare(2);
        share.Expect(5);
        Assert.All(Enumerable.Range(0, 5).Select(_ => share.Begin()).ToList(), part => Assert.Equal(1, part.Count));
    }

    [Theory]
    [InlineData(2000, "Linear(40)", "Tanh", "Linear(33)", "ReLU", "Linear(1)")]
    [InlineData(70, "Linear(520)", "ReLU", "Linear(510)", "Linear(1)")]
    public void Cores_that_come_and_go_change_no_bit(int samples, params string[] layers)
    {
        var network = Samples.Network(3, layers);
        var data = Samples.Cloud(samples, 3, 1);
        var recording = network.Record(Objective.Of(network, data, Loss.Find("MSE")), wantsInputGradient: true);
        using var plan = CpuDevice.CreatePlan(recording, samples, single: true, threads: 4);
        double[] all = OpSuite.Run(plan, network, data, wantsInput: true);
        using var part = new CoreShare(4).Begin();
        using var sharing = CpuDevice.CreatePlan(recording, samples, single: true, threads: 4, cores: part);
        Assert.Equal(4, sharing.ThreadCount);
        for (int turn = 0; turn < 12; turn++)
        {
            part.Count = 1 + (turn * 7 / 5 % 5);
            Assert.Equal(all, OpSuite.Run(sharing, network, data, wantsInput: true));
        }
    }
}
