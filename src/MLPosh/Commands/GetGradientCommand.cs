using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Get-Gradient: the derivative of a network's loss by each parameter, or by the data.</summary>
[Cmdlet(VerbsCommon.Get, "Gradient")]
[OutputType(typeof(ParameterGradient))]
public sealed class GetGradientCommand : NetworkCommand
{
    [Parameter]
    public SwitchParameter Input { get; set; }

    [Parameter]
    public Precision? Precision { get; set; }

    protected override void Process()
    {
        if (Input)
        {
            WriteObject(NetworkGradient.OfInput(Network!, Dataset!, ResolvedLoss, ResolvedDevice, Precision));
            return;
        }

        WriteObject(
            NetworkGradient.Of(Network!, Dataset!, ResolvedLoss, ResolvedDevice, Precision), enumerateCollection: true);
    }
}
