using System.Reflection;
using MLPosh.Devices;
using MLPosh.Devices.Gpu;
using MLPosh.Engine.Tests.Networks;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>
/// The kernels that a GPU is asked for by the op suite: all networks with all losses, all layers, activations and optimizers,
/// at sizes that choose each shape of a product; also of a network without parameters.
/// </summary>
internal static class GpuKernels
{
    // From about 128 groups of 128 columns on, products take patches of eight.
    private const int LargeCapacity = 128 * 128;
    private const int Samples = 5;
    private static readonly TrainingStep Step = new(11, 5);

    /// <summary>All of them, each once, by name.</summary>
    public static Lazy<IReadOnlyList<MethodInfo>> All { get; } = new(Collect);

    private static IReadOnlyList<MethodInfo> Collect()
    {
        using var listing = new GpuListing();
        using var accelerator = new CollectingAccelerator(listing.Context);
        foreach (string[] layers in OpSuite.Networks.Concat(OpSuite.ActivationNetworks))
        {
            var network = Tests.Samples.Network(3, layers);
            foreach (var loss in Loss.All)
            {
                foreach (var data in Tests.Samples.Fitting(loss, Samples, 3, network.OutputSize))
                {
                    Use(accelerator, network, data, loss);
                    if (loss.Name == "MSE" || layers == OpSuite.Networks[1] || layers == OpSuite.Networks[^1])
                    {
                        Queue(accelerator, network, data, loss);
                    }
                }
            }
        }

        foreach (string name in LayerNetworks.Names)
        {
            var network = LayerNetworks.Network(name);
            Use(accelerator, network, LayerNetworks.Data(network, Samples), Loss.Find("MSE"));
            Queue(accelerator, network, LayerNetworks.Data(network, Samples), Loss.Find("MSE"));
        }

        // A batch for each size of a group's shared memory.
        foreach (int samples in new[] { 5, 200, 400 })
        {
            var network = Tests.Samples.Network(3, "Linear(10)", "Tanh", "Linear(2)");
            Queue(accelerator, network, Tests.Samples.Cloud(samples, 3, 2), Loss.Find("MSE"));
        }

        Use(accelerator, Tests.Samples.Network(3, OpSuite.Deep), Tests.Samples.Cloud(Samples, 3, 2), Loss.Find("MSE"));

        // The gradient of this weight is large enough for patches of eight.
        var wide = Tests.Samples.Network(1500, "Linear(1500)", "ReLU", "Linear(1)");
        Use(accelerator, wide, Tests.Samples.Cloud(Samples, 1500, 1), Loss.Find("MSE"));

        // In large batches these are left to a library where there is one.
        var large = Tests.Samples.Network(3, "Linear(90)", "ReLU", "Linear(90)", "Tanh", "Linear(1)");
        Use(accelerator, large, Tests.Samples.Cloud(Samples, 3, 1), Loss.Find("MSE"));
        UseOptimizers(accelerator, Tests.Samples.Network(3, "Linear(1)"));
        UseOptimizers(accelerator, Tests.Samples.Network(3, "Tanh"));
        return [.. accelerator.Methods.OrderBy(KernelName.Of, StringComparer.Ordinal)];
    }

    private static void Use(GpuAccelerator accelerator, Network network, Dataset data, Loss loss)
    {
        var recording = network.Record(Objective.Of(network, data, loss), wantsInputGradient: true);
        foreach (int capacity in new[] { Samples, LargeCapacity })
        {
            using var plan = new GpuPlan(accelerator, recording, capacity);
            OpSuite.Run(plan, network, data, loss, wantsInput: true);
            OpSuite.Run(plan, network, data, loss, wantsInput: true, training: Step);
            plan.ScaleGradient(0.5);
            plan.PrepareClipping();
            plan.QueueClipping(0.5);
        }
    }

    private static void UseOptimizers(GpuAccelerator accelerator, Network network)
    {
        var data = Tests.Samples.Cloud(Samples, 3, network.OutputSize);
        var recording = network.Record(Objective.Of(network, data, Loss.Find("MSE")));
        foreach (var optimizer in OpSuite.Optimizers)
        {
            using var plan = new GpuPlan(accelerator, recording, Samples);
            OpSuite.Run(plan, network, data);
            var state = optimizer.Start(plan, () => plan.Evaluate(withGradient: true));
            state.Step(0.01, 1);
            if (!state.EvaluatesAgain)
            {
                Queue(accelerator, network, data, Loss.Find("MSE"), optimizer);
            }
        }
    }

    /// <summary>Steps that are queued, which for small networks is one kernel for all of a step.</summary>
    private static void Queue(GpuAccelerator accelerator, Network network, Dataset data, Loss loss, Optimizer? optimizer = null)
    {
        var objective = Objective.Of(network, data, loss);
        using var plan = new GpuPlan(accelerator, network.Record(objective), data.Count);
        plan.WriteParameters(network.Snapshot());
        var state = optimizer?.Start(plan, () => double.NaN);
        plan.Reserve(1);
        plan.Shuffle(data.SourceFor(objective), 1, 1);
        plan.QueueStep(0, data.Count, Step);
        state?.Step(0.01, double.NaN);
        plan.Wait();
    }
}
