using System.Globalization;
using System.Management.Automation;

namespace MLPosh.Commands;

/// <summary>Invoke-Network: runs a network forward, or lets it make samples of its own.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Network", DefaultParameterSetName = DatasetSet)]
[OutputType(typeof(NetworkPrediction))]
public sealed class InvokeNetworkCommand : MLPoshCommand
{
    private const string DatasetSet = "Dataset";
    private const string ArraySet = "Array";
    private const string SampleSet = "Sample";

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

    [Parameter(ParameterSetName = SampleSet, Mandatory = true)]
    public int Sample { get; set; }

    [Parameter(ParameterSetName = SampleSet)]
    public long? Seed { get; set; }

    [Parameter(ParameterSetName = DatasetSet)]
    [Parameter(ParameterSetName = ArraySet)]
    public int? InnerLayer { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public object? Device { get; set; }

    [Parameter]
    public Precision? Precision { get; set; }

    protected override void Process()
    {
        var device = Argument.Named(Device, ComputeDevice.Find);
        var predictions = ParameterSetName switch
        {
            SampleSet => Drawn(device),
            ArraySet => NetworkPrediction.Of(
                Network!, DatasetBuilder.FromFeatures(Argument.Plain(X)), InnerLayer, device, Precision),
            _ => NetworkPrediction.Of(Network!, Dataset!, InnerLayer, device, Precision),
        };
        foreach (var prediction in predictions)
        {
            StopToken.ThrowIfCancellationRequested();
            WriteObject(prediction);
        }
    }

    private IEnumerable<NetworkPrediction> Drawn(ComputeDevice? device)
    {
        long seed = Seed ?? Seeds.Fresh();
        WriteVerbose(string.Create(CultureInfo.InvariantCulture, $"Codes drawn with the seed {seed}."));
        return NetworkSampling.Draw(Network!, Sample, seed, device, Precision);
    }
}
