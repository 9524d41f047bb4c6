using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>What cmdlets share that compute a network's loss on a dataset.</summary>
public abstract class NetworkCommand : MLPoshCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public Network? Network { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Dataset? Dataset { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(LossCompleter))]
    public object? Loss { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public object? Device { get; set; }

    private protected Loss? ResolvedLoss => Argument.Named(Loss, MLPosh.Loss.Find);

    private protected ComputeDevice ResolvedDevice => Argument.Named(Device, ComputeDevice.Find) ?? ComputeDevice.Default;
}
