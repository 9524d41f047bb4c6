using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Get-Optimizer: the optimizers that there are, with their defaults.</summary>
[Cmdlet(VerbsCommon.Get, "Optimizer")]
[OutputType(typeof(Optimizer))]
public sealed class GetOptimizerCommand : MLPoshCommand
{
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(OptimizerCompleter))]
    public string[]? Name { get; set; }

    protected override void End() => WriteObject(
        Name is null ? Optimizer.Available : [.. Name.Select(Optimizer.Find)], enumerateCollection: true);
}
