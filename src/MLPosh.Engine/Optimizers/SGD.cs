using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Stochastic gradient descent: g += weightDecay * p; v = momentum * v + g; p -= learningRate * v.
/// </summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.optim.SGD.html (dampening 0, no Nesterov).</remarks>
public sealed record SGD : Optimizer
{
    /// <param name="learningRate">Above 0.</param>
    /// <param name="momentum">From 0 to below 1.</param>
    /// <param name="weightDecay">0 or above.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange for a setting outside its range.</exception>
    public SGD(double learningRate = 0.01, double momentum = 0, double weightDecay = 0)
    {
        LearningRate = learningRate;
        Momentum = momentum;
        WeightDecay = weightDecay;
    }

    /// <inheritdoc/>
    public override string Name => nameof(SGD);

    /// <inheritdoc/>
    public override double LearningRate
    {
        get;
        init => field = Option.Positive(value, nameof(LearningRate));
    }

    /// <summary>How much of the last step's direction is kept, from 0 to below 1.</summary>
    public double Momentum
    {
        get;
        init => field = value is >= 0 and < 1
            ? value
            : throw Option.OutOfRange(nameof(Momentum), value, "a number from 0 to below 1");
    }

    /// <summary>L2 penalty: how much of each parameter is added to its gradient.</summary>
    public double WeightDecay
    {
        get;
        init => field = Option.NotNegative(value, nameof(WeightDecay));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Step(Plan plan)
    {
        if (Momentum == 0)
        {
            plan.Update(new Plain(LearningRate, WeightDecay));
        }
        else
        {
            plan.Update(new WithMomentum(LearningRate, Momentum, WeightDecay));
        }
    }

    private readonly struct Plain(double learningRate, double weightDecay) : IUpdateRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T parameter, T gradient, ref T memory)
            where T : struct, IReal<T> =>
            T.MultiplyAdd(T.Constant(-learningRate), T.MultiplyAdd(T.Constant(weightDecay), parameter, gradient), parameter);
    }

    // The velocity starts at zero, so that the first step is the plain one, as PyTorch's is.
    private readonly struct WithMomentum(double learningRate, double momentum, double weightDecay) : IUpdateRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T parameter, T gradient, ref T memory)
            where T : struct, IReal<T>
        {
            memory = T.MultiplyAdd(
                T.Constant(momentum), memory, T.MultiplyAdd(T.Constant(weightDecay), parameter, gradient));
            return T.MultiplyAdd(T.Constant(-learningRate), memory, parameter);
        }
    }
}
