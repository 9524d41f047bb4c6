using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>New-Schedule: a schedule with settings of its own, for Invoke-Training -Schedule.</summary>
[Cmdlet(VerbsCommon.New, "Schedule")]
[OutputType(typeof(Schedule))]
public sealed class NewScheduleCommand : SettingsCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ScheduleCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    [Parameter]
    public int? WarmupEpoch { get; set; }

    [Parameter]
    public double? WarmupFactor { get; set; }

    [Parameter]
    public int? StepSize { get; set; }

    [Parameter]
    public double? Gamma { get; set; }

    [Parameter]
    public int? MaxEpoch { get; set; }

    [Parameter]
    public double? MinLearningRate { get; set; }

    [Parameter]
    public double? PercentStart { get; set; }

    [Parameter]
    public double? DivFactor { get; set; }

    [Parameter]
    public double? FinalDivFactor { get; set; }

    [Parameter]
    public double? Factor { get; set; }

    [Parameter]
    public int? Patience { get; set; }

    [Parameter]
    public double? Threshold { get; set; }

    [Parameter]
    public int? Cooldown { get; set; }

    protected override void End() => WriteObject(Schedule.Create(Name, Settings));
}
