using MLPosh.Devices;
using MLPosh.Engine.Tests.Networks;

namespace MLPosh.Engine.Tests.Gradients;

/// <summary>Back propagation through each layer against differences of the loss, in double precision.</summary>
public class LayerGradientTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string name in LayerNetworks.Names)
            {
                cases.Add(name, "Cpu");
                cases.Add(name, "Reference");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outside_training_every_layer_passes(string name, string device)
    {
        var network = LayerNetworks.Network(name);
        var results = GradientCheck.Run(
            network, LayerNetworks.Data(network, 9), Loss.Find("MSE"), ComputeDevice.Find(device), Tolerance);
        Assert.All(results, result => Assert.True(result.Passed, $"{name} {result.Name}: {result.RelativeError}"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void In_training_gradients_by_parameters_and_input_are_those_of_the_loss(string name, string device)
    {
        var network = LayerNetworks.Network(name);
        var data = LayerNetworks.Data(network, 9);
        var objective = Objective.Of(network, data, Loss.Find("MSE"));
        using var plan = ComputeDevice.Find(device).CreatePlan(
            network.Record(objective, wantsInputGradient: true), 9, Precision.Double);
        plan.Training = new TrainingStep(11, 5);
        double[] values = network.Snapshot(), x = [.. data.X];
        double MeanLoss(bool withGradient)
        {
            var source = new SampleSource(x, data.InputSize, data.Source.Y, data.TargetSize, 9);
            plan.Load(source, NetworkEvaluation.Indices(0, 9));
            plan.WriteParameters(values);
            return plan.Evaluate(withGradient);
        }

        MeanLoss(withGradient: true);
        var gradient = new double[network.ParameterCount];
        plan.ReadGradient(gradient);
        Near(gradient, Differences(values, gradient.Length, MeanLoss));

        bool readsIndices = network.Layers[0] is EmbeddingLayer;
        var byInput = new double[x.Length];
        MeanLoss(withGradient: true);
        plan.EvaluateInputGradient(byInput);
        Near(byInput, readsIndices ? new double[x.Length] : Differences(x, x.Length, MeanLoss));
    }

    /// <summary>Central differences of fourth order; of steps that are each half of the last, the two that agree best.</summary>
    private static double[] Differences(double[] at, int count, Func<bool, double> loss) => [.. Enumerable.Range(0, count).Select(i =>
    {
        double center = at[i];
        double At(double offset)
        {
            at[i] = center + offset;
            double value = loss(false);
            at[i] = center;
            return value;
        }

        double Slope(double step) => ((8 * (At(step) - At(-step))) - (At(2 * step) - At(-2 * step))) / (12 * step);
        double[] slopes = [.. Enumerable.Range(0, 8).Select(halving => Slope(2e-3 / (1 << halving)))];
        return slopes.Zip(slopes.Skip(1)).MinBy(pair => Math.Abs(pair.First - pair.Second)).Second;
    })];

    private static void Near(double[] actual, double[] expected)
    {
        double size = Math.Max(1e-6, VectorNorm.Of(expected));
        Assert.True(
            VectorNorm.Of([.. actual.Zip(expected, (a, e) => a - e)]) <= Tolerance * size,
            $"expected {string.Join(' ', expected)}, got {string.Join(' ', actual)}");
    }
}
