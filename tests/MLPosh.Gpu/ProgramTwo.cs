using MLPosh.Engine.Tests;

namespace MLPosh.Gpu;

/// <summary>The lecture's second program: a parabola, 1-10-6-1.</summary>
internal static class ProgramTwo
{
    public const int Epochs = 5000;

    private static readonly double[] X = [.. Enumerable.Range(0, 1000).Select(i => (i * 0.03) - 15)];

    public static Dataset Data { get; } = Samples.Of(X, [.. X.Select(value => (8 * value * value) + (7 * value) + 3)]);

    public static TrainingOptions Options { get; } = new() { Loss = Loss.Find("L1"), Optimizer = new SGD(0.001), Epochs = Epochs };

    public static Network Network() => Samples.Network(1, "Linear(10)", "ReLU", "Linear(6)", "ReLU", "Linear(1)");
}
