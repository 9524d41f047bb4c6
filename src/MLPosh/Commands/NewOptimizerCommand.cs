using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>New-Optimizer: an optimizer with settings of its own, for Invoke-Training -Optimizer.</summary>
[Cmdlet(VerbsCommon.New, "Optimizer")]
[OutputType(typeof(Optimizer))]
public sealed class NewOptimizerCommand : SettingsCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(OptimizerCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    [Parameter]
    public double? LearningRate { get; set; }

    [Parameter]
    public double? Momentum { get; set; }

    [Parameter]
    public SwitchParameter Nesterov { get; set; }

    [Parameter]
    public double? WeightDecay { get; set; }

    [Parameter]
    public double[]? Beta { get; set; }

    [Parameter]
    public double? Epsilon { get; set; }

    [Parameter]
    public SwitchParameter AmsGrad { get; set; }

    [Parameter]
    public double? Alpha { get; set; }

    [Parameter]
    public SwitchParameter Centered { get; set; }

    [Parameter]
    public double? LearningRateDecay { get; set; }

    [Parameter]
    public double? InitialAccumulator { get; set; }

    [Parameter]
    public double? MomentumDecay { get; set; }

    [Parameter]
    public int? MaxIteration { get; set; }

    [Parameter]
    public int? MaxEvaluation { get; set; }

    [Parameter]
    public double? GradientTolerance { get; set; }

    [Parameter]
    public double? ChangeTolerance { get; set; }

    [Parameter]
    public int? HistorySize { get; set; }

    [Parameter]
    public LineSearch? LineSearch { get; set; }

    protected override void End() => WriteObject(Optimizer.Create(Name, Settings));
}
