using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Invoke-Network: runs a network forward.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Network", DefaultParameterSetName = DatasetSet)]
[OutputType(typeof(NetworkPrediction))]
public sealed class InvokeNetworkCommand : MLPoshCommand
{
    private const string DatasetSet = "Dataset";
    private const string ArraySet = "Array";

    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public Network? Network { get; set; }

    [Parameter(ParameterSetName = DatasetSet, Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Dataset? Dataset { get; set; }

    [Parameter(ParameterSetName = ArraySet, Mandatory = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object? X { get; set; }

    [Parameter]
    public int? InnerLayer { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public object? Device { get; set; }

    [Parameter]
    public Precision? Precision { get; set; }

    protected override void Process()
    {
        var dataset = ParameterSetName == ArraySet ? DatasetBuilder.FromFeatures(Argument.Plain(X)) : Dataset!;
        var predictions = NetworkPrediction.Of(
            Network!, dataset, InnerLayer, Argument.Named(Device, ComputeDevice.Find), Precision);
        foreach (var prediction in predictions)
        {
            StopToken.ThrowIfCancellationRequested();
            WriteObject(prediction);
        }
    }
}
