using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Adagrad, each parameter with a rate of its own: g += weightDecay * p; s += g²;
/// p -= learningRate / (1 + (t - 1) * learningRateDecay) * g / (√s + epsilon), in step t from 1.
/// </summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.optim.Adagrad.html</remarks>
public sealed record Adagrad : FirstOrderOptimizer
{
    /// <param name="learningRate">Above 0.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public Adagrad(double learningRate = 0.01)
        : base(learningRate)
    {
    }

    /// <inheritdoc/>
    public override string Name => nameof(Adagrad);

    /// <inheritdoc/>
    public override string Equation => "s += g²; p -= lr·g/(√s + ε)";

    /// <summary>How fast the learning rate itself goes down with the steps; 0 or above.</summary>
    public double LearningRateDecay
    {
        get;
        init => field = Option.NotNegative(value, nameof(LearningRateDecay));
    }

    /// <summary>What the sum of squares starts with; 0 or above.</summary>
    public double InitialAccumulator
    {
        get;
        init => field = Option.NotNegative(value, nameof(InitialAccumulator));
    }

    /// <summary>Keeps the divisor from being 0; 0 or above.</summary>
    public double Epsilon
    {
        get;
        init => field = Option.NotNegative(value, nameof(Epsilon));
    }
    = 1e-10;

    internal override OptimizerState Start(Plan plan, Func<double> evaluate) => new State(this, plan);

    private sealed class State : OptimizerState
    {
        private readonly Adagrad _settings;
        private readonly Plan _plan;
        private long _steps;

        public State(Adagrad settings, Plan plan)
        {
            _settings = settings;
            _plan = plan;
            plan.ReserveMemory(Rule.MemoryCount, settings.InitialAccumulator);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override bool Step(double learningRate, double loss)
        {
            double rate = learningRate / (1 + (_steps++ * _settings.LearningRateDecay));
            _plan.Update(new Rule(rate, _settings.WeightDecay, _settings.Epsilon));
            return true;
        }
    }

    internal readonly struct Rule(double learningRate, double weightDecay, double epsilon) : IUpdateRule
    {
        public static int MemoryCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
            where T : struct, IReal<T>
        {
            var slope = T.MultiplyAdd(T.Constant(weightDecay), parameter, gradient);
            first = T.MultiplyAdd(slope, slope, first);
            return T.MultiplyAdd(
                T.Constant(-learningRate), slope / (T.Sqrt(first) + T.Constant(epsilon)), parameter);
        }
    }
}
