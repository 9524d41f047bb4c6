using MLPosh.Devices;

namespace MLPosh;

/// <summary>One parameter's back-propagated gradient against the one that small changes of the parameter show.</summary>
public sealed class GradientCheckResult
{
    // The loss is rounded at 1e-16, its differences at 1e-13: of a gradient that is zero they show nothing more.
    private const double LeastNorm = 1e-6;

    internal GradientCheckResult(NetworkParameter analytic, NetworkParameter numeric, double tolerance)
    {
        Name = analytic.Name;
        Shape = analytic.Shape;
        Analytic = analytic.Value;
        Numeric = numeric.Value;
        var difference = Analytic.Zip(Numeric, (a, n) => a - n).ToArray();
        double size = Math.Max(VectorNorm.Of(Analytic), VectorNorm.Of(Numeric));
        AbsoluteError = VectorNorm.Of(difference);
        RelativeError = AbsoluteError / Math.Max(size, LeastNorm);
        Passed = RelativeError <= tolerance;
    }

    /// <summary>The parameter's name.</summary>
    public string Name { get; }

    /// <summary>The parameter's dimensions.</summary>
    public int[] Shape { get; }

    /// <summary>The gradient from back propagation.</summary>
    public double[] Analytic { get; }

    /// <summary>The gradient from central differences of the loss.</summary>
    public double[] Numeric { get; }

    /// <summary>Norm of the difference of both.</summary>
    public double AbsoluteError { get; }

    /// <summary>Norm of the difference over the larger norm of both (at least 1e-6: rounding is all that is left below).</summary>
    public double RelativeError { get; }

    /// <summary>Whether the relative error is within the tolerance.</summary>
    public bool Passed { get; }
}

/// <summary>
/// Checks back propagation by numbers: central differences of fourth order of the loss, computed in double precision by
/// the reference device, which shares no code with the gradients of the others.
/// </summary>
public static class GradientCheck
{
    /// <summary>The relative error that passes unless told otherwise.</summary>
    public const double DefaultTolerance = 1e-6;

    private const double FirstStep = 1e-3;
    private const int MostHalvings = 14;

    /// <summary>Checks every parameter; the network is not changed.</summary>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The samples.</param>
    /// <param name="loss">The loss; null for the default of the targets.</param>
    /// <param name="device">Whose gradients are checked, in double precision; null for the CPU.</param>
    /// <param name="tolerance">The largest relative error that passes.</param>
    /// <param name="token">Stops between two parameters' elements.</param>
    /// <exception cref="MLPoshException">NetworkShapeMismatch, LossMismatch, OptionOutOfRange.</exception>
    public static IReadOnlyList<GradientCheckResult> Run(
        Network network,
        Dataset dataset,
        Loss? loss = null,
        ComputeDevice? device = null,
        double tolerance = DefaultTolerance,
        CancellationToken token = default)
    {
        Option.Positive(tolerance, "Tolerance");
        if (device?.Precisions.Contains(Precision.Double) == false)
        {
            throw Option.OutOfRange(
                "Device", device.Name, "one that computes in double precision, as Cpu does: differences of the loss show nothing in single");
        }

        var analytic = NetworkGradient.Flat(network, dataset, loss, device, Precision.Double);
        var numeric = Numeric(network, dataset, loss, token);
        return [.. network.Named(analytic).Zip(network.Named(numeric), (a, n) => new GradientCheckResult(a, n, tolerance))];
    }

    private static double[] Numeric(Network network, Dataset dataset, Loss? loss, CancellationToken token)
    {
        dataset = DatasetFit.ForTask(network, dataset);
        var objective = Objective.Of(network, dataset, loss);
        using var plan = ComputeDevice.Definition.CreatePlan(network.Record(objective), dataset.Count, stop: token);
        plan.Load(dataset.SourceFor(objective), NetworkEvaluation.Indices(0, dataset.Count));
        var values = network.Snapshot();
        var slopes = new double[network.ParameterCount];
        for (int p = 0; p < slopes.Length; p++)
        {
            token.ThrowIfCancellationRequested();
            slopes[p] = Slope(plan, values, p);
        }

        return slopes;
    }

    /// <summary>
    /// Where the loss has a kink (ReLU, L1) within reach of the step, the estimates of two steps disagree; the step is
    /// halved until they agree, and otherwise the pair that agreed best is taken. The analytic gradient plays no part.
    /// </summary>
    private static double Slope(Plan plan, double[] values, int p)
    {
        double step = FirstStep * Math.Max(1, Math.Abs(values[p]));
        double best = 0, bestGap = double.PositiveInfinity;
        double last = Difference(plan, values, p, step);
        for (int halving = 0; halving < MostHalvings && bestGap > 1e-9; halving++)
        {
            step /= 2;
            double next = Difference(plan, values, p, step);
            double gap = Math.Abs(next - last) / Math.Max(1e-3, Math.Abs(next));
            (best, bestGap) = gap < bestGap ? (next, gap) : (best, bestGap);
            last = next;
        }

        return best;
    }

    private static double Difference(Plan plan, double[] values, int p, double step)
    {
        double center = values[p];
        double At(double offset)
        {
            values[p] = center + offset;
            plan.WriteParameters(values);
            values[p] = center;
            return plan.Evaluate(withGradient: false);
        }

        return ((8 * (At(step) - At(-step))) - (At(2 * step) - At(-2 * step))) / (12 * step);
    }
}
