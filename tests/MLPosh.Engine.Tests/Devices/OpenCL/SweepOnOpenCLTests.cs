namespace MLPosh.Engine.Tests.Devices.OpenCL;

/// <summary>Trials that share the device.</summary>
[Trait("Device", "OpenCL")]
public class SweepOnOpenCLTests
{
    private static readonly Dataset Data = Samples.Cloud(60, 2, 1);

    [OpenCLFact]
    public void A_trial_comes_to_what_a_training_of_its_own_comes_to()
    {
        TrialParameters[] trials = [.. new[] { 0.1, 0.01, 0.3, 1e6, 0.2 }.Select(rate => new TrialParameters([new("LearningRate", rate)]))];
        var alone = trials.Select(parameters => Trainer.Run(Net(), Data, Options(parameters)).Last()).ToArray();

        // Again and again: launches that overlap go wrong now and then only.
        for (int round = 0; round < 30; round++)
        {
            var results = Sweep.Run(
                trials, trial => new TrialSetup(Net(), Options(trial.Parameters), trial.Parameters), Data, new SweepOptions { Seed = 1, ThrottleLimit = 3 }).ToList();
            Assert.Equal([1, 2, 3, 4, 5], results.Select(result => result.Trial));
            Assert.Equal(TrialState.Diverged, results[3].State);
            foreach (var (result, expected) in results.Zip(alone).Where(pair => pair.First.Trial != 4))
            {
                Assert.Equal((TrialState.Completed, "OpenCL"), (result.State, result.Device));
                Assert.Equal((expected.Loss, expected.BestLoss), (result.FinalLoss, result.BestLoss));
            }
        }
    }

    private static Network Net() => Samples.Network(2, "Linear(5)", "Tanh", "Linear(1)");

    private static TrainingOptions Options(TrialParameters parameters) => new()
    {
        Device = OpenCLDevice.Get(), Optimizer = new SGD((double)parameters["LearningRate"]!), Epochs = 20, Seed = 4,
    };
}
