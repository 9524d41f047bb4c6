using MLPosh.Devices;

namespace MLPosh;

/// <summary>Gradients of a network's mean loss by back propagation.</summary>
public static class NetworkGradient
{
    /// <summary>The derivative of the mean loss over a dataset by each parameter. The network is not changed.</summary>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The samples, all of them as one batch.</param>
    /// <param name="loss">The loss; null for the default of the targets.</param>
    /// <param name="device">Where to compute; null for the CPU.</param>
    /// <param name="precision">What to compute in; null for double, or the device's default where it does not have that.</param>
    /// <exception cref="MLPoshException">NetworkShapeMismatch, LossMismatch, OptionOutOfRange.</exception>
    public static IReadOnlyList<ParameterGradient> Of(
        Network network, Dataset dataset, Loss? loss = null, ComputeDevice? device = null, Precision? precision = null) =>
        [.. network.Named(Flat(network, dataset, loss, device, precision)).Select(named => new ParameterGradient(named))];

    /// <summary>The derivative of the mean loss over a dataset by each number of the data: "input", [samples, features …].</summary>
    /// <inheritdoc cref="Of"/>
    public static ParameterGradient OfInput(
        Network network, Dataset dataset, Loss? loss = null, ComputeDevice? device = null, Precision? precision = null)
    {
        using var plan = CreatePlan(network, dataset, loss, device, precision, wantsInputGradient: true);
        var gradient = new double[checked(dataset.Count * dataset.InputSize)];
        plan.EvaluateInputGradient(gradient);
        return new ParameterGradient(new NetworkParameter("input", [dataset.Count, .. dataset.InputShape], gradient));
    }

    /// <summary>The derivatives by the parameters, flat.</summary>
    internal static double[] Flat(
        Network network, Dataset dataset, Loss? loss, ComputeDevice? device, Precision? precision)
    {
        using var plan = CreatePlan(network, dataset, loss, device, precision, wantsInputGradient: false);
        plan.Evaluate(withGradient: true);
        var gradient = new double[network.ParameterCount];
        plan.ReadGradient(gradient);
        return gradient;
    }

    private static Plan CreatePlan(
        Network network, Dataset dataset, Loss? loss, ComputeDevice? device, Precision? precision, bool wantsInputGradient)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        dataset = DatasetFit.ForTask(network, dataset);
        var objective = Objective.Of(network, dataset, loss);
        device ??= ComputeDevice.Default;
        precision ??= device.Precisions.Contains(Precision.Double) ? Precision.Double : null;
        var plan = device.CreatePlan(network.Record(objective, wantsInputGradient), dataset.Count, precision);
        plan.WriteParameters(network.Snapshot());
        plan.Load(dataset.SourceFor(objective), NetworkEvaluation.Indices(0, dataset.Count));
        return plan;
    }
}
