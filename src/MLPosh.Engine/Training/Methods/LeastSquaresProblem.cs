using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// min ‖X W + b - Y‖² + penalty ‖W‖², prepared: columns with their mean taken off (where there is a bias) and divided
/// by a scale that makes the diagonal of the normal equation all ones, whatever units the features have.
/// </summary>
internal sealed class LeastSquaresProblem
{
    /// <param name="source">The samples.</param>
    /// <param name="bias">Whether there is a b.</param>
    /// <param name="penalty">On the squared weights, 0 or above.</param>
    /// <param name="token">Stops it.</param>
    public LeastSquaresProblem(SampleSource source, bool bias, double penalty, CancellationToken token)
    {
        X = source.X;
        Y = source.Y;
        (Features, Outputs, Samples) = (source.XWidth, source.YWidth, source.Count);
        Columns = ColumnScaling.Of(X.Span, Features, bias, token);
        Targets = ColumnScaling.Of(Y.Span, Outputs, bias, token);
        Scale = new double[Features];
        Penalty = new double[Features];
        for (int c = 0; c < Features; c++)
        {
            double length = double.Hypot(Columns.Length[c], Math.Sqrt(penalty));
            Scale[c] = length > 0 ? length : 1;
            Penalty[c] = Math.Sqrt(penalty) / Scale[c] * (Math.Sqrt(penalty) / Scale[c]);
        }
    }

    public ReadOnlyMemory<double> X { get; }

    public ReadOnlyMemory<double> Y { get; }

    public int Features { get; }

    public int Outputs { get; }

    public int Samples { get; }

    public ColumnScaling Columns { get; }

    public ColumnScaling Targets { get; }

    /// <summary>What each centred column is divided by.</summary>
    public double[] Scale { get; }

    /// <summary>The penalty on each squared weight of the scaled columns.</summary>
    public double[] Penalty { get; }

    /// <summary>The weights and biases of the data as it is, from those of the scaled columns.</summary>
    /// <param name="scaled">[outputs, features].</param>
    /// <param name="bias">[outputs], or empty.</param>
    /// <returns>Weight, [outputs, features].</returns>
    public double[] Unscale(ReadOnlySpan<double> scaled, Span<double> bias)
    {
        var weight = new double[scaled.Length];
        for (int i = 0; i < weight.Length; i++)
        {
            weight[i] = scaled[i] / Scale[i % Features];
        }

        for (int o = 0; o < bias.Length; o++)
        {
            double sum = 0;
            for (int c = 0; c < Features; c++)
            {
                sum += weight[(o * Features) + c] * Columns.Centre[c];
            }

            bias[o] = Targets.Centre[o] - sum;
        }

        return weight;
    }
}
