using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>What cmdlets share that compute a network's loss on a dataset.</summary>
public abstract class NetworkCommand : MLPoshCommand
{
    /// <summary>Named, so that a cmdlet can have other parameter sets beside it.</summary>
    protected const string NetworkSet = "Network";

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NetworkSet)]
    [ValidateNotNull]
    public Network? Network { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ParameterSetName = NetworkSet)]
    [ValidateNotNull]
    public Dataset? Dataset { get; set; }

    [Parameter(ParameterSetName = NetworkSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(LossCompleter))]
    public object? Loss { get; set; }

    [Parameter(ParameterSetName = NetworkSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public object? Device { get; set; }

    private protected Loss? ResolvedLoss => Argument.Named(Loss, MLPosh.Loss.Find);

    private protected ComputeDevice ResolvedDevice => Argument.Named(Device, ComputeDevice.Find) ?? ComputeDevice.Default;
}
