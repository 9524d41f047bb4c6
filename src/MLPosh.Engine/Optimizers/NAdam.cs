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
        private readonly NAdam _settings;
        private readonly Plan _plan;
        private long _steps;
        private double _product = 1;

        public State(NAdam settings, Plan plan)
        {
            _settings = settings;
            _plan = plan;
            plan.ReserveMemory(Rule.MemoryCount);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override bool Step(double learningRate, double loss)
        {
            double now = MomentumAt(++_steps), next = MomentumAt(_steps + 1);
            _product *= now;
            _plan.Update(new Rule
            {
                Moments = new Moments(_settings.Beta1, _settings.Beta2, _settings.WeightDecay),
                Epsilon = _settings.Epsilon,
                GradientRate = learningRate * (1 - now) / (1 - _product),
                MeanRate = learningRate * next / (1 - (_product * next)),
                RootScale = 1 / Math.Sqrt(1 - Math.Pow(_settings.Beta2, _steps)),
            });
            return true;
        }

        private double MomentumAt(long step) =>
            _settings.Beta1 * (1 - (0.5 * Math.Pow(0.96, step * _settings.MomentumDecay)));
    }

    internal readonly struct Rule : IUpdateRule
    {
        public static int MemoryCount => 2;

        public required Moments Moments { get; init; }

        public required double Epsilon { get; init; }

        public required double GradientRate { get; init; }

        public required double MeanRate { get; init; }

        public required double RootScale { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
            where T : struct, IReal<T>
        {
            var slope = Moments.Update(parameter, gradient, ref first, ref second);
            var divisor = T.MultiplyAdd(T.Sqrt(second), T.Constant(RootScale), T.Constant(Epsilon));
            return parameter
                - (T.MultiplyAdd(T.Constant(GradientRate), slope, T.Constant(MeanRate) * first) / divisor);
        }
    }
}
