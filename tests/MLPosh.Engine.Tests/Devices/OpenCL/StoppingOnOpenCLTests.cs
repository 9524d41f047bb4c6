namespace MLPosh.Engine.Tests.Devices.OpenCL;

/// <summary>How a training ends before its last epoch, and what it leaves.</summary>
[Trait("Device", "OpenCL")]
public class StoppingOnOpenCLTests
{
    private static readonly Dataset Line = Samples.Line(200);

    [OpenCLTheory]
    [InlineData(null)]
    [InlineData(30)]
    public void A_diverging_run_ends_with_a_record_and_the_parameters_before_the_step_that_failed(int? batch)
    {
        var options = new TrainingOptions
        {
            Device = OpenCLDevice.Get(), Epochs = 1000, BatchSize = batch, Optimizer = new SGD(10),
        };
        var network = Samples.Network(1, "Linear(1)");
        var last = Trainer.Run(network, Line, options).Last();
        Assert.Equal(StopReason.Diverged, last.StopReason);
        Assert.False(double.IsFinite(last.Loss));
        Assert.InRange(last.Epoch, 1, 999);
        Assert.All(network.Snapshot(), value => Assert.True(double.IsFinite(value)));
        if (batch is null && last.Epoch > 1)
        {
            var before = Samples.Network(1, "Linear(1)");
            Assert.Equal(StopReason.Completed, Trainer.Run(before, Line, options with { Epochs = last.Epoch - 1 }).Last().StopReason);
            Assert.Equal(before.Snapshot(), network.Snapshot());
        }
    }

    [OpenCLFact]
    public void Parameters_that_overflow_in_the_last_step_are_not_taken_over()
    {
        var network = Samples.Network(1, "Linear(1)");
        double[] before = network.Snapshot();
        var options = new TrainingOptions { Device = OpenCLDevice.Get(), Epochs = 1, Optimizer = new SGD(1e300) };
        Assert.Equal(StopReason.Diverged, Trainer.Run(network, Line, options).Last().StopReason);
        Assert.Equal(before, network.Snapshot());
    }

    [OpenCLFact]
    public void A_cancelled_run_leaves_the_network_usable()
    {
        using var stop = new CancellationTokenSource();
        var network = Samples.Network(1, "Linear(1)");
        var options = new TrainingOptions { Device = OpenCLDevice.Get(), Epochs = 1000 };
        int seen = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var epoch in Trainer.Run(network, Line, options, stop.Token))
            {
                if (++seen == 3)
                {
                    stop.Cancel();
                }
            }
        });
        Assert.Equal(3, seen);
        Assert.All(network.Snapshot(), value => Assert.True(double.IsFinite(value)));
        Assert.Equal(StopReason.Completed, Trainer.Run(network, Line, options with { Epochs = 1 }).Last().StopReason);
    }

    [OpenCLTheory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void MaxTime_stops_a_long_run(int every)
    {
        var options = new TrainingOptions
        {
            Device = OpenCLDevice.Get(), Epochs = int.MaxValue, Every = every, MaxTime = TimeSpan.FromSeconds(1),
        };
        Assert.Equal(StopReason.MaxTime, Trainer.Run(Samples.Network(1, "Linear(1)"), Line, options).Last().StopReason);
    }

    [OpenCLFact]
    public void Double_precision_is_an_error_that_names_the_device()
    {
        var error = Assert.Throws<MLPoshException>(() => Trainer.Run(
            Samples.Network(1, "Linear(1)"), Line, new TrainingOptions { Device = OpenCLDevice.Get(), Precision = Precision.Double }));
        Assert.Equal((ErrorId.OptionOutOfRange, Precision.Double), (error.Id, error.Target));
        Assert.Contains("Single on the device OpenCL", error.Message, StringComparison.Ordinal);
    }
}
