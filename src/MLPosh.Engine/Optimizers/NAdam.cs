using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Adam with Nesterov's momentum: m and v as Adam's; µ_t = beta1 * (1 - 0.5 * 0.96^(t * momentumDecay));
/// p -= learningRate * (µ_(t+1) * m / (1 - µ_1…µ_(t+1)) + (1 - µ_t) * g / (1 - µ_1…µ_t)) / (√(v / (1 - beta2^t)) + epsilon),
/// in step t from 1.
/// </summary>
/// <remarks>
/// Source: https://pytorch.org/docs/stable/generated/torch.optim.NAdam.html. (PyTorch up to 1.13 had µ_t twice in the
/// product to t + 1 unless told foreach=True; this is the documented formula.)
/// </remarks>
public sealed record NAdam : MomentOptimizer
{
    /// <param name="learningRate">Above 0.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public NAdam(double learningRate = 0.002)
        : base(learningRate)
    {
    }

    /// <inheritdoc/>
    public override string Name => nameof(NAdam);

    /// <inheritdoc/>
    public override string Equation => "Adam's m and v; p -= lr·(µₜ₊₁m/(1-µ₁…µₜ₊₁) + (1-µₜ)g/(1-µ₁…µₜ))/(√v̂ + ε), µₜ = β₁(1 - ½·0.96^(ψt))";

    /// <summary>How fast the momentum grows to beta1: ψ; 0 or above.</summary>
    public double MomentumDecay
    {
        get;
        init => field = Option.NotNegative(value, nameof(MomentumDecay));
    }
    = 0.004;

    internal override OptimizerState Start(Plan plan, Func<double> evaluate) => new State(this, plan);

    private sealed class State : OptimizerState
    {
        private readonly Plan _plan;
        private Rule _rule;

        public State(NAdam settings, Plan plan)
        {
            _plan = plan;
            _rule = new Rule(settings);
            plan.ReserveMemory(Rule.MemoryCount);
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

    internal struct Rule : IUpdateRule
    {
        private readonly Moments _moments;
        private readonly double _epsilon;
        private readonly double _decay;

        // Of the step after this one: 0.96^((t+1)ψ), µ_t, µ_(t+1), their products from µ_1 on, and β₂ᵗ.
        private double _decayed;
        private double _momentum;
        private double _nextMomentum;
        private double _product;
        private double _nextProduct;
        private double _power2;
        private double _gradientRate;
        private double _meanRate;
        private double _rootScale;

        public Rule(NAdam settings)
        {
            _moments = new Moments(settings.Beta1, settings.Beta2, settings.WeightDecay);
            _epsilon = settings.Epsilon;
            _decay = Math.Pow(0.96, settings.MomentumDecay);
            _decayed = _decay;
            _momentum = _product = MomentumAt(_decayed);
            _decayed *= _decay;
            _nextMomentum = MomentumAt(_decayed);
            _nextProduct = _product * _nextMomentum;
            _power2 = settings.Beta2;
        }

        public static int MemoryCount => 2;

        public static bool IsCounting => true;

        public double LearningRate { get; set; }

        public void Advance()
        {
            _gradientRate = LearningRate * (1 - _momentum) / (1 - _product);
            _meanRate = LearningRate * _nextMomentum / (1 - _nextProduct);
            _rootScale = 1 / Math.Sqrt(1 - _power2);
            _decayed *= _decay;
            (_momentum, _product) = (_nextMomentum, _nextProduct);
            _nextMomentum = MomentumAt(_decayed);
            _nextProduct *= _nextMomentum;
            _power2 *= _moments.Beta2;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly T Apply<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
            where T : struct, IReal<T>
        {
            var slope = _moments.Update(parameter, gradient, ref first, ref second);
            var divisor = T.MultiplyAdd(T.Sqrt(second), T.Constant(_rootScale), T.Constant(_epsilon));
            return parameter
                - (T.MultiplyAdd(T.Constant(_gradientRate), slope, T.Constant(_meanRate) * first) / divisor);
        }

        // Half of a product is exact, so that it does not matter how often this is rounded.
        private readonly double MomentumAt(double decayed) => _moments.Beta1 * (1 - (0.5 * decayed));
    }
}
