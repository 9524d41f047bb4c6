using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Get-Gradient: the derivative of a network's loss by each parameter.</summary>
[Cmdlet(VerbsCommon.Get, "Gradient")]
[OutputType(typeof(ParameterGradient))]
public sealed class GetGradientCommand : NetworkCommand
{
    [Parameter]
    public Precision? Precision { get; set; }

    protected override void Process() => WriteObject(
        NetworkGradient.Of(Network!, Dataset!, ResolvedLoss, ResolvedDevice, Precision), enumerateCollection: true);
}
