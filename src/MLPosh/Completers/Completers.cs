using System.Collections;

namespace MLPosh.Commands;

/// <summary>Activations.</summary>
public sealed class ActivationCompleter : NameCompleter
{
    protected override IEnumerable<string> Names(IDictionary boundParameters) => Activation.Names;
}

/// <summary>Losses.</summary>
public sealed class LossCompleter : NameCompleter
{
    protected override IEnumerable<string> Names(IDictionary boundParameters) => Loss.Names;
}

/// <summary>Optimizers.</summary>
public sealed class OptimizerCompleter : NameCompleter
{
    protected override IEnumerable<string> Names(IDictionary boundParameters) => Optimizer.Names;
}

/// <summary>Schedules.</summary>
public sealed class ScheduleCompleter : NameCompleter
{
    protected override IEnumerable<string> Names(IDictionary boundParameters) => Schedule.Names;
}

/// <summary>Kinds of search spaces.</summary>
public sealed class SearchSpaceCompleter : NameCompleter
{
    protected override IEnumerable<string> Names(IDictionary boundParameters) => SearchRange.Kinds;
}

/// <summary>Kinds of cluster.</summary>
public sealed class ClusterCompleter : NameCompleter
{
    protected override IEnumerable<string> Names(IDictionary boundParameters) => Cluster.Names;
}

/// <summary>Devices of this machine.</summary>
public sealed class DeviceCompleter : NameCompleter
{
    protected override IEnumerable<string> Names(IDictionary boundParameters) =>
        ComputeDevice.Available.Select(device => device.Name);
}

/// <summary>Kinds of generated datasets.</summary>
public sealed class DatasetKindCompleter : NameCompleter
{
    protected override IEnumerable<string> Names(IDictionary boundParameters) => DatasetGenerator.Names;
}

/// <summary>Kinds of networks.</summary>
public sealed class NetworkKindCompleter : NameCompleter
{
    protected override IEnumerable<string> Names(IDictionary boundParameters) => NetworkKinds.Names;
}

/// <summary>Layers as texts: 'Linear(10)' with a size to change, 'ReLU'.</summary>
public sealed class LayerTextCompleter : NameCompleter
{
    protected override IEnumerable<string> Names(IDictionary boundParameters) =>
        [.. LayerParser.Signatures.Select(signature => signature.Replace("(n)", "(10)", StringComparison.Ordinal)), .. Activation.Names];
}

/// <summary>Names of layers.</summary>
public sealed class LayerNameCompleter : NameCompleter
{
    protected override IEnumerable<string> Names(IDictionary boundParameters) =>
        LayerParser.LayerNames.Union(Activation.Names, StringComparer.OrdinalIgnoreCase);
}

/// <summary>Parameters of the network that was given before.</summary>
public sealed class ParameterNameCompleter : NameCompleter
{
    protected override IEnumerable<string> Names(IDictionary boundParameters) =>
        Argument.Unwrap(boundParameters?["Network"]) is Network network ? network.ParameterNames : [];
}
