using MLPosh.Devices;

namespace MLPosh;

/// <summary>Runs networks forward over whole datasets.</summary>
public static class NetworkEvaluation
{
    // More samples at once would only take more memory.
    private const int MostRows = 16 * 1024;

    // Samples may each keep all that the network computes with them.
    private const long MostNumbers = 64 * 1024 * 1024;
    private const int FewestRows = 256;

    /// <summary>What a network gives for each sample: Count * outputs numbers, sample-major.</summary>
    /// <param name="network">The network.</param>
    /// <param name="dataset">Its input; targets are ignored.</param>
    /// <param name="layerCount">Stop after this many layers and give what the last of them gives; null for all.</param>
    /// <param name="device">Where to compute; null for the CPU.</param>
    /// <param name="precision">What to compute in; null for the device's default.</param>
    /// <exception cref="MLPoshException">NetworkShapeMismatch; OptionOutOfRange for a layer count or precision.</exception>
    public static double[] Predict(
        Network network, Dataset dataset, int? layerCount = null, ComputeDevice? device = null, Precision? precision = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        if (layerCount is < 1 || layerCount > network.Layers.Count)
        {
            throw Option.OutOfRange("InnerLayer", layerCount.Value - 1, $"a layer from 0 to {network.Layers.Count - 1}");
        }

        DatasetFit.CheckInput(network, dataset);
        return Predict(network, network.Record(layerCount), dataset.Source.WithoutTargets, device, precision);
    }

    /// <summary>What some of a network's layers give for each sample of their input.</summary>
    internal static double[] Predict(
        Network network, Recording recording, SampleSource inputs, ComputeDevice? device, Precision? precision)
    {
        int width = recording.Output.Height;
        var outputs = new double[checked(inputs.Count * width)];
        using var plan = CreatePlan(network, recording, inputs.Count, device, precision);
        for (int first = 0; first < inputs.Count; first += plan.Capacity)
        {
            var indices = Indices(first, Math.Min(plan.Capacity, inputs.Count - first));
            plan.Load(inputs, indices);
            plan.Predict(outputs.AsSpan(first * width, indices.Length * width));
        }

        return outputs;
    }

    /// <summary>The mean loss over a dataset.</summary>
    /// <exception cref="MLPoshException">NetworkShapeMismatch, LossMismatch; OptionOutOfRange for a precision.</exception>
    public static double MeanLoss(
        Network network, Dataset dataset, Loss loss, ComputeDevice? device = null, Precision? precision = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(loss);
        dataset = DatasetFit.ForTask(network, dataset);
        var objective = Objective.Of(network, dataset, loss);
        using var plan = CreatePlan(network, network.Record(objective), dataset.Count, device, precision);
        return Measure(plan, dataset.SourceFor(objective)).Loss;
    }

    /// <summary>The mean loss over samples of any number with the parameters that the plan has now, and how many are classified rightly.</summary>
    /// <param name="plan">Measures.</param>
    /// <param name="source">The samples.</param>
    /// <param name="again">Whether the plan was last used for just this: samples that it has room for are there then.</param>
    internal static (double Loss, int Hits) Measure(Plan plan, SampleSource source, bool again = false)
    {
        if (plan.Capacity >= source.Count)
        {
            if (!again)
            {
                plan.Load(source, Indices(0, source.Count));
            }

            return (plan.Evaluate(withGradient: false), plan.Hits);
        }

        double sum = 0;
        int hits = 0;
        for (int first = 0; first < source.Count; first += plan.Capacity)
        {
            var indices = Indices(first, Math.Min(plan.Capacity, source.Count - first));
            plan.Load(source, indices);
            sum += plan.Evaluate(withGradient: false) * indices.Length;
            hits += plan.Hits;
        }

        return (sum / source.Count, hits);
    }

    /// <summary>The capacity of a plan that only evaluates this many samples.</summary>
    internal static int CapacityFor(Recording recording, int count) => Math.Min(
        count, (int)Math.Clamp(MostNumbers / recording.Heights.Sum(height => (long)height), FewestRows, MostRows));

    internal static int[] Indices(int first, int count) => [.. Enumerable.Range(first, count)];

    private static Plan CreatePlan(
        Network network, Recording recording, int count, ComputeDevice? device, Precision? precision)
    {
        var plan = (device ?? ComputeDevice.Default).CreatePlan(recording, CapacityFor(recording, count), precision);
        plan.WriteParameters(network.Snapshot());
        return plan;
    }
}
