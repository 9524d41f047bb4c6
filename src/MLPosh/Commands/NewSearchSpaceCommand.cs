using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>New-SearchSpace: what a parameter of a sweep may be, for Invoke-Sweep -Parameter.</summary>
[Cmdlet(VerbsCommon.New, "SearchSpace")]
[OutputType(typeof(SearchRange))]
public sealed class NewSearchSpaceCommand : MLPoshCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(SearchSpaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Kind { get; set; } = "";

    [Parameter]
    public double? Minimum { get; set; }

    [Parameter]
    public double? Maximum { get; set; }

    [Parameter]
    public object[]? Value { get; set; }

    protected override void End() =>
        WriteObject(SearchRange.Create(Kind, Minimum, Maximum, Value?.Select(value => Argument.Plain(value)!)));
}
