using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Get-Schedule: the schedules that there are, with their defaults.</summary>
[Cmdlet(VerbsCommon.Get, "Schedule")]
[OutputType(typeof(Schedule))]
public sealed class GetScheduleCommand : MLPoshCommand
{
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ScheduleCompleter))]
    public string[]? Name { get; set; }

    protected override void End() => WriteObject(
        Name is null ? Schedule.Available : [.. Name.Select(Schedule.Find)], enumerateCollection: true);
}
