using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Get-ComputeDevice: what can train on this machine.</summary>
[Cmdlet(VerbsCommon.Get, "ComputeDevice")]
[OutputType(typeof(ComputeDevice))]
public sealed class GetComputeDeviceCommand : MLPoshCommand
{
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public string[]? Name { get; set; }

    protected override void End() => WriteObject(
        Name is null ? ComputeDevice.All : [.. Name.Select(ComputeDevice.Find)], enumerateCollection: true);
}
