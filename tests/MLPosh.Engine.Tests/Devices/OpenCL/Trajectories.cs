using MLPosh.Engine.Tests.References;

namespace MLPosh.Engine.Tests.Devices.OpenCL;

/// <summary>A training on the OpenCL device beside the same one on the reference device.</summary>
internal static class Trajectories
{
    // Of numbers around 1 after 100 steps: single precision has 6e-8 of each, and steps add up.
    private const double Tolerance = 1e-5;

    /// <summary>Trains two of a network; what the records tell and the parameters at the end have to agree.</summary>
    /// <returns>The records of the OpenCL device.</returns>
    public static List<TrainingEpoch> Agree(Func<Network> make, Dataset data, TrainingOptions options)
    {
        var device = OpenCLDevice.Get();
        Network right = make(), network = make();
        var expected = Trainer.Run(right, data, options with { Device = ComputeDevice.Find("Reference") }).ToList();
        var actual = Trainer.Run(network, data, options with { Device = device }).ToList();
        Assert.All(actual, epoch => Assert.Equal(device.Name, epoch.Device));
        Assert.Equal(expected.Select(Plain), actual.Select(Plain));
        Close("loss", expected, actual, epoch => epoch.Loss);
        Close("validation loss", expected, actual, epoch => epoch.ValidationLoss);
        Close("accuracy", expected, actual, epoch => epoch.Accuracy);
        Close("rate", expected, actual, epoch => epoch.LearningRate);
        Close("norm", expected, actual, epoch => epoch.GradientNorm);
        Close("best loss", expected, actual, epoch => epoch.BestLoss);
        TrainingReferenceTests.Close("parameter", right.Snapshot(), network.Snapshot(), Tolerance);
        return actual;
    }

    private static (int Epoch, int BestEpoch, StopReason? StopReason) Plain(TrainingEpoch epoch) =>
        (epoch.Epoch, epoch.BestEpoch, epoch.StopReason);

    private static void Close(
        string what, List<TrainingEpoch> expected, List<TrainingEpoch> actual, Func<TrainingEpoch, double?> number)
    {
        Assert.Equal(expected.Select(epoch => number(epoch) is null), actual.Select(epoch => number(epoch) is null));
        TrainingReferenceTests.Close(
            what, [.. expected.Select(number).OfType<double>()], [.. actual.Select(number).OfType<double>()], Tolerance);
    }
}
