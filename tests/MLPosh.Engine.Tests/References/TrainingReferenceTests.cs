namespace MLPosh.Engine.Tests.References;

/// <summary>
/// Every optimizer, schedule and kind of clipping against PyTorch: by epoch the loss, the learning rate of the last step
/// and the norm of its gradient, and the parameters at the end.
/// </summary>
public class TrainingReferenceTests
{
    public static TheoryData<string, string> Runs
    {
        get
        {
            var runs = new TheoryData<string, string>();
            foreach (var run in TrainingReference.Stored.Runs)
            {
                runs.Add(run.Name, "Cpu");
                if (run.Precision == nameof(Precision.Double))
                {
                    runs.Add(run.Name, "Reference");
                }
            }

            return runs;
        }
    }

    [Fact]
    public void Every_optimizer_and_schedule_has_a_run()
    {
        var runs = TrainingReference.Stored.Runs;
        Assert.Equal(Optimizer.Names.Order(), runs.Select(run => run.Optimizer).Distinct().Order());
        Assert.Equal(Schedule.Names.Order(), runs.Select(run => run.Schedule).OfType<string>().Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_run_equals_PyTorchs(string name, string device)
    {
        var run = TrainingReference.Stored.Runs.Single(run => run.Name == name);
        Agree(run, ComputeDevice.Find(device));
    }

    /// <summary>Trains as PyTorch did, in the run's precision, or in the device's where it does not have that.</summary>
    internal static void Agree(TrainingReferenceRun run, ComputeDevice device, bool lossesOnly = false)
    {
        var reference = TrainingReference.Stored;
        var network = reference.Network();
        var options = run.Options(device);
        var epochs = Trainer.Run(network, reference.Dataset(), options).ToList();

        double tolerance = options.Precision == Precision.Double ? 1e-10 : 1e-5;
        Close("rate", run.LearningRates, [.. epochs.Select(epoch => epoch.LearningRate!.Value)], 1e-12);
        Close("loss", run.Losses, [.. epochs.Select(epoch => epoch.Loss)], tolerance);
        if (lossesOnly)
        {
            return;
        }

        Close("norm", run.GradientNorms, [.. epochs.Select(epoch => epoch.GradientNorm!.Value)], tolerance);
        foreach (var parameter in network.GetParameters())
        {
            Close(parameter.Name, run.Final[parameter.Name].Value, parameter.Value, tolerance);
        }
    }

    internal static void Close(string what, double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double allowed = tolerance * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= allowed, $"{what} [{i}] expected {expected[i]:R}, got {actual[i]:R}");
        }
    }
}
