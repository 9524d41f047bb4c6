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
        private readonly Plan _plan;
        private Rule _rule;

        public State(Adagrad settings, Plan plan)
        {
            _plan = plan;
            _rule = new Rule(settings);
            plan.ReserveMemory(Rule.MemoryCount, settings.InitialAccumulator);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override bool Step(double learningRate, double loss)
        {
            _rule.LearningRate = learningRate;
            _rule.Advance();
            _plan.Update(_rule);
            return true;
        }
    }

    internal struct Rule(Adagrad settings) : IUpdateRule
    {
        private readonly double _weightDecay = settings.WeightDecay;
        private readonly double _epsilon = settings.Epsilon;
        private readonly double _rateDecay = settings.LearningRateDecay;

        // Of the step after this one: 1 and the decay as often as there were steps before it.
        private double _divisor = 1;
        private double _rate;

        public static int MemoryCount => 1;

        public static bool IsCounting => true;

        public double LearningRate { get; set; }

        public void Advance()
        {
            _rate = LearningRate / _divisor;
            _divisor += _rateDecay;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly T Apply<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
            where T : struct, IReal<T>
        {
            var slope = T.MultiplyAdd(T.Constant(_weightDecay), parameter, gradient);
            first = T.MultiplyAdd(slope, slope, first);
            return T.MultiplyAdd(T.Constant(-_rate), slope / (T.Sqrt(first) + T.Constant(_epsilon)), parameter);
        }
    }
}
