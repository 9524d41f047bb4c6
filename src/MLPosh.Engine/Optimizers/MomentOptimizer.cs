namespace MLPosh;

/// <summary>What Adam and its kin share: means of the gradient (m) and of its square (v) over the last steps.</summary>
public abstract record MomentOptimizer : FirstOrderOptimizer
{
    private protected MomentOptimizer(double learningRate, double weightDecay = 0)
        : base(learningRate, weightDecay)
    {
    }

    /// <summary>How much of m and of v a step keeps: two numbers from 0 to below 1.</summary>
    public double[] Beta
    {
        get => [Beta1, Beta2];
        init
        {
            if (value is not [>= 0 and < 1, >= 0 and < 1])
            {
                throw Option.OutOfRange(
                    nameof(Beta), string.Join(", ", value ?? []), "two numbers from 0 to below 1");
            }

            (Beta1, Beta2) = (value[0], value[1]);
        }
    }

    /// <summary>Keeps the divisor from being 0; 0 or above.</summary>
    public double Epsilon
    {
        get;
        init => field = Option.NotNegative(value, nameof(Epsilon));
    }
    = 1e-8;

    private protected double Beta1 { get; private init; } = 0.9;

    private protected double Beta2 { get; private init; } = 0.999;
}
