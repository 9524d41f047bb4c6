using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Get-Loss: the losses there are, or their values and derivatives at predictions.</summary>
[Cmdlet(VerbsCommon.Get, "Loss", DefaultParameterSetName = ListSet)]
[OutputType(typeof(Loss), ParameterSetName = [ListSet])]
[OutputType(typeof(LossPoint), ParameterSetName = [PointSet])]
public sealed class GetLossCommand : MLPoshCommand
{
    private const string ListSet = "List";
    private const string PointSet = "Point";

    [Parameter(ParameterSetName = ListSet, Position = 0)]
    [Parameter(ParameterSetName = PointSet, Position = 0, Mandatory = true)]
    [ArgumentCompleter(typeof(LossCompleter))]
    public string[]? Name { get; set; }

    [Parameter(ParameterSetName = PointSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public double[]? At { get; set; }

    [Parameter(ParameterSetName = PointSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public double[]? Target { get; set; }

    protected override void End()
    {
        IReadOnlyList<Loss> losses = Name is null ? Loss.All : [.. Name.Select(Loss.Find)];
        if (ParameterSetName == ListSet)
        {
            WriteObject(losses, enumerateCollection: true);
            return;
        }

        foreach (var loss in losses)
        {
            WriteObject(loss.At(At!, Target!), enumerateCollection: true);
        }
    }
}
