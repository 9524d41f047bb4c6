using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Find-LearningRate: the learning rate range test on a copy of a network.</summary>
[Cmdlet(VerbsCommon.Find, "LearningRate")]
[OutputType(typeof(LearningRateSearch))]
public sealed class FindLearningRateCommand : DescentCommand
{
    private readonly RangeTestOptions _defaults = new();

    [Parameter]
    public double? Minimum { get; set; }

    [Parameter]
    public double? Maximum { get; set; }

    [Parameter]
    public int? Step { get; set; }

    protected override void Process()
    {
        var range = new RangeTestOptions
        {
            Minimum = Minimum ?? _defaults.Minimum,
            Maximum = Maximum ?? _defaults.Maximum,
            Steps = Step ?? _defaults.Steps,
        };
        using var progress = new TrainingProgressBar(this, range.Steps, "Learning rate range test", "step");
        var training = new TrainingOptions
        {
            Loss = ResolvedLoss,
            Optimizer = OptimizerOption.Resolve(Optimizer, null, Momentum, WeightDecay),
            GradientClip = GradientClip,
            BatchSize = BatchSize,
            Shuffle = Shuffle,
            Seed = Seed,
            Device = ResolvedDevice,
            Precision = Precision,
            ThreadCount = ThreadCount,
            Progress = progress.Show,
            Warn = WriteWarning,
        };
        WriteObject(LearningRateFinder.Run(Network!, Dataset!, range, training, StopToken));
    }
}
