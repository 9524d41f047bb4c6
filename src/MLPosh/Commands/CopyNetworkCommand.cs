using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Copy-Network.</summary>
[Cmdlet(VerbsCommon.Copy, "Network")]
[OutputType(typeof(Network))]
public sealed class CopyNetworkCommand : MLPoshCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Network? Network { get; set; }

    protected override void Process() => WriteObject(Network!.Copy());
}
