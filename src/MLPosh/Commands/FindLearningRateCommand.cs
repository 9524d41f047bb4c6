using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Find-LearningRate: the learning rate range test on a copy of a network.</summary>
[Cmdlet(VerbsCommon.Find, "LearningRate")]
[OutputType(typeof(LearningRateSearch))]
public sealed class FindLearningRateCommand : NetworkCommand
{
    private readonly RangeTestOptions _defaults = new();

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OptimizerCompleter))]
    public object? Optimizer { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public double? Momentum { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public double? WeightDecay { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public double? GradientClip { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? BatchSize { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Shuffle { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long? Seed { get; set; }

    [Parameter]
    public double? Minimum { get; set; }

    [Parameter]
    public double? Maximum { get; set; }

    [Parameter]
    public int? Step { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public Precision? Precision { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? ThreadCount { get; set; }

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
