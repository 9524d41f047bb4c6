using MLPosh.Engine.Tests;

namespace MLPosh.Gpu;

/// <summary>Trials come to the same bits one by one and as many at once as the device takes.</summary>
internal static class SharedLaunches
{
    private const int Trials = 200;

    // Two tiles, the second of them smaller.
    private static readonly Dataset Validation = Samples.Line(300);

    /// <summary>What is wrong with each trial; null where nothing is.</summary>
    public static string?[] Outcomes(ComputeDevice device)
    {
        var alone = Losses(device, throttle: 1);
        var together = Losses(device, throttle: null);
        return [.. alone.Zip(together, (one, other) => one == other ? null : $"trial {one.Trial} comes to {one} alone and to {other} among others")];
    }

    private static List<(int Trial, TrialState State, double Loss, double BestLoss)> Losses(ComputeDevice device, int? throttle)
    {
        TrialParameters[] trials = [.. Enumerable.Range(1, Trials).Select(i => new TrialParameters([new("LearningRate", i * 1e-5)]))];
        TrialSetup Setup(Trial trial) => new(
            ProgramTwo.Network(),
            ProgramTwo.Options with
            {
                Device = device,
                Optimizer = new SGD((double)trial.Parameters["LearningRate"]!, momentum: trial.Number % 2 == 0 ? 0.9 : 0),
                BatchSize = trial.Number % 3 == 0 ? 100 : null,
                Shuffle = true,
                Seed = trial.Number,
                Epochs = 20 + (trial.Number % 7),
            },
            trial.Parameters);
        var options = new SweepOptions { Seed = 1, Device = device, ThrottleLimit = throttle, Validation = Validation };
        return [.. Sweep.Run(trials, Setup, ProgramTwo.Data, options).Select(trial => (trial.Trial, trial.State, trial.FinalLoss, trial.BestLoss))];
    }
}
