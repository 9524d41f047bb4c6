namespace MLPosh.Engine.Tests.Devices.OpenCL;

/// <summary>
/// Once a training runs, nothing goes to the device or comes from it but what its steps came to. What moves for a record is not
/// counted here: of trainings that are told of at their first and their last epoch, three times as many epochs move no more. Not
/// beside any other test, as all that moves is counted.
/// </summary>
[CollectionDefinition(nameof(TrafficOnOpenCLTests), DisableParallelization = true)]
[Trait("Device", "OpenCL")]
[Collection(nameof(TrafficOnOpenCLTests))]
public class TrafficOnOpenCLTests
{
    private const int Few = 30;
    private const int Many = 3 * Few;

    // Loss and hits.
    private const int BytesAStep = 2 * sizeof(double);

    private static readonly string[] Small = ["Linear(8)", "Tanh", "Linear(2)"];

    // In shared memory as well; its parameters are more than what a launch is told, so that reading them would be seen.
    private static readonly string[] Middle = ["Linear(60)", "Tanh", "Linear(2)"];
    private static readonly string[] Large = ["Linear(8)", "BatchNorm", "Tanh", "Dropout(0.2)", "Linear(2)"];

    public static TheoryData<string, Optimizer> Optimizers
    {
        get
        {
            var data = new TheoryData<string, Optimizer>();
            foreach (var optimizer in OpSuite.Optimizers.Where(optimizer => optimizer is not LBFGS))
            {
                data.Add(nameof(Small), optimizer);
                data.Add(nameof(Large), optimizer);
            }

            return data;
        }
    }

    [OpenCLTheory]
    [MemberData(nameof(Optimizers))]
    public void Steps_move_only_what_they_came_to(string size, Optimizer optimizer) =>
        Check(size, new TrainingOptions { Optimizer = optimizer }, steps: 1);

    [OpenCLTheory]
    [InlineData(nameof(Small))]
    [InlineData(nameof(Large))]
    public void Shuffled_batches_do_as_well(string size) =>
        Check(size, new TrainingOptions { Optimizer = new Adam(), BatchSize = 30, Shuffle = true }, steps: 4);

    [OpenCLTheory]
    [InlineData(nameof(Small))]
    [InlineData(nameof(Large))]
    public void And_steps_that_are_clipped(string size) =>
        Check(size, new TrainingOptions { Optimizer = new Adam(), BatchSize = 30, GradientClip = 0.1 }, steps: 4);

    [OpenCLTheory]
    [InlineData(nameof(Middle), true)]
    [InlineData(nameof(Large), true)]
    [InlineData(nameof(Middle), false)]
    [InlineData(nameof(Large), false)]
    public void And_a_validation_and_the_best_parameters_which_stay_there(string size, bool validates) => Check(
        size,
        new TrainingOptions
        {
            Optimizer = new Adam(), BatchSize = 60, RestoreBest = true, Patience = 1000,
            Validation = validates ? Samples.Cloud(50, 3, 2) : null,
        },
        steps: validates ? 3 : 2);

    [OpenCLTheory]
    [InlineData(nameof(Middle))]
    [InlineData(nameof(Large))]
    public void And_the_best_parameters_of_full_batches(string size) =>
        Check(size, new TrainingOptions { Optimizer = new Adam(), RestoreBest = true }, steps: 1);

    /// <summary>Compares few epochs with many.</summary>
    /// <param name="size">Of the network.</param>
    /// <param name="options">How it trains.</param>
    /// <param name="steps">An epoch, its validation among them.</param>
    private static void Check(string size, TrainingOptions options, int steps)
    {
        Moved(size, options, Few);
        long more = Moved(size, options, Many) - Moved(size, options, Few);

        // A launch is told what its steps are, once for all of them; one that has to know each epoch launches for each.
        int launches = size == nameof(Large) || options.GradientClip is not null ? 0 : options.RestoreBest ? Many - Few : 4;
        Assert.InRange(more - ((Many - Few) * steps * BytesAStep), -512 * launches, 512 * launches);
    }

    private static long Moved(string size, TrainingOptions options, int epochs)
    {
        var device = OpenCLDevice.Get();
        long before = device.BytesMoved;
        var network = Samples.Network(3, size switch { nameof(Small) => Small, nameof(Middle) => Middle, _ => Large });
        var last = Trainer.Run(
            network,
            Samples.Cloud(120, 3, 2),
            options with { Device = device, Epochs = epochs, Every = epochs, Seed = 1 }).Last();
        Assert.Equal(StopReason.Completed, last.StopReason);
        return device.BytesMoved - before;
    }
}
