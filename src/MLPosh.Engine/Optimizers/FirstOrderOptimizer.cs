namespace MLPosh;

/// <summary>An optimizer whose step is one pass over parameters and gradient.</summary>
public abstract record FirstOrderOptimizer : Optimizer
{
    private protected FirstOrderOptimizer(double learningRate, double weightDecay = 0)
        : base(learningRate) => WeightDecay = weightDecay;

    /// <summary>L2 penalty: how much of each parameter is added to its gradient (AdamW: taken off the parameter); 0 or above.</summary>
    public double WeightDecay
    {
        get;
        init => field = Option.NotNegative(value, nameof(WeightDecay));
    }
}
