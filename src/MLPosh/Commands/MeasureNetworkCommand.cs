using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Measure-Network: how well a network does on a dataset.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Network")]
[OutputType(typeof(NetworkMeasurement))]
public sealed class MeasureNetworkCommand : NetworkCommand
{
    [Parameter]
    public Precision? Precision { get; set; }

    protected override void Process() =>
        WriteObject(NetworkMeasurement.Of(Network!, Dataset!, ResolvedLoss, ResolvedDevice, Precision));
}
