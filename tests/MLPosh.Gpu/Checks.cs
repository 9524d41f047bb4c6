using MLPosh.Engine.Tests.Devices;
using MLPosh.Engine.Tests.Networks;

namespace MLPosh.Gpu;

/// <summary>The op suite on a device: every network, loss, activation, layer and optimizer against the reference.</summary>
internal static class Checks
{
    public static bool Run(ComputeDevice device, Report report)
    {
        report.Header("op suite", "right", "wrong");
        int[] few = [1, 33, 300], many = [1, 33, 1031];
        bool isRight = true;
        isRight &= All(report, "losses", (
            from samples in many
            from layers in OpSuite.Networks
            from loss in Loss.All
            select Check($"{string.Join(", ", layers)}, {loss.Name}, {samples}", () => OpSuite.CheckNetwork(device, layers, loss, samples))).ToArray());
        isRight &= All(report, "activations", (
            from layers in OpSuite.ActivationNetworks
            select Check(layers[0], () => OpSuite.CheckNetwork(device, layers, Loss.Find("MSE"), 33))).ToArray());
        isRight &= All(report, "layers", (
            from name in LayerNetworks.Names
            from samples in few
            select Check($"{name}, {samples}", () => OpSuite.CheckLayers(device, name, samples))).ToArray());
        isRight &= All(report, "products in parts", [.. many.Select(samples =>
            Check($"{samples} samples", () => OpSuite.CheckNetwork(device, OpSuite.Deep, Loss.Find("MSE"), samples)))]);
        isRight &= All(report, "large products", [.. new[] { 300, 4096 }.Select(samples =>
            Check($"{samples} samples", () => OpSuite.CheckLargeProducts(recording => device.CreatePlan(recording, samples), samples)))]);
        isRight &= All(report, "optimizers", (
            from optimizer in OpSuite.Optimizers
            select Check($"{optimizer}", () => OpSuite.CheckOptimizer(device, optimizer))).ToArray());
        string[] network = ["Linear(10)", "Sigmoid", "Linear(2)"];
        isRight &= All(report, "steps that are queued", (
            from optimizer in OpSuite.Optimizers
            where optimizer is not LBFGS // Its steps look at what they come to.
            select Check($"{optimizer}", () => OpSuite.CheckTraining(device, network, Loss.Find("MSE"), optimizer))).Concat(
            from loss in Loss.All
            select Check(loss.Name, () => OpSuite.CheckTraining(device, network, loss, new SGD()))).Concat(
            from layers in OpSuite.Networks.Concat(OpSuite.ActivationNetworks)
            select Check(string.Join(", ", layers), () => OpSuite.CheckTraining(device, layers, Loss.Find("MSE"), new SGD()))).Concat(
            from name in LayerNetworks.Names
            select Check(name, () => OpSuite.CheckTraining(device, name))).ToArray());
        isRight &= All(report, "trials that share launches", SharedLaunches.Outcomes(device));
        report.Line("");
        return isRight;
    }

    /// <summary>Counts outcomes in a row, and tells of those that are wrong below it.</summary>
    public static bool All(Report report, string what, string?[] outcomes)
    {
        string[] wrong = [.. outcomes.OfType<string>()];
        report.Row(what, $"{outcomes.Length - wrong.Length}", $"{wrong.Length}");
        foreach (string failure in wrong)
        {
            report.Row($"FAILED {failure}", "", "");
        }

        return wrong.Length == 0;
    }

    /// <summary>What went wrong; null if nothing did.</summary>
    public static string? Check(string what, Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or MLPoshException)
        {
            return $"{what}: {e.Message}";
        }
    }
}
