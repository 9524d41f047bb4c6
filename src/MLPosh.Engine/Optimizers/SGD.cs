using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Stochastic gradient descent: g += weightDecay * p; v = momentum * v + g; p -= learningRate * v, or with Nesterov's
/// momentum p -= learningRate * (g + momentum * v).
/// </summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.optim.SGD.html (dampening 0).</remarks>
public sealed record SGD : FirstOrderOptimizer
{
    /// <param name="learningRate">Above 0.</param>
    /// <param name="momentum">From 0 to below 1.</param>
    /// <param name="weightDecay">0 or above.</param>
    /// <param name="nesterov">Only with a momentum.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange for a setting outside its range.</exception>
    public SGD(double learningRate = 0.01, double momentum = 0, double weightDecay = 0, bool nesterov = false)
        : base(learningRate, weightDecay)
    {
        Momentum = momentum;
        Nesterov = nesterov;
    }

    /// <inheritdoc/>
    public override string Name => nameof(SGD);

    /// <inheritdoc/>
    public override string Equation => "v = µv + g; p -= lr·v (Nesterov: p -= lr·(g + µv))";

    /// <summary>How much of the last step's direction is kept, from 0 to below 1.</summary>
    public double Momentum
    {
        get;
        init
        {
            field = Option.Share(value, nameof(Momentum));
            CheckNesterov();
        }
    }

    /// <summary>Whether the gradient is looked at where the momentum leads; only with a momentum.</summary>
    public bool Nesterov
    {
        get;
        init
        {
            field = value;
            CheckNesterov();
        }
    }

    internal override OptimizerState Start(Plan plan, Func<double> evaluate) => new State(this, plan);

    private void CheckNesterov()
    {
        if (Nesterov && Momentum == 0)
        {
            throw Option.OutOfRange(nameof(Momentum), 0, "above 0 with Nesterov");
        }
    }

    private sealed class State : OptimizerState
    {
        private readonly SGD _settings;
        private readonly Plan _plan;

        // The velocity starts at zero, so that the first step is the plain one, as PyTorch's is.
        public State(SGD settings, Plan plan)
        {
            _settings = settings;
            _plan = plan;
            plan.ReserveMemory(settings.Momentum == 0 ? Plain.MemoryCount : WithMomentum.MemoryCount);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override bool Step(double learningRate, double loss)
        {
            if (_settings.Momentum == 0)
            {
                _plan.Update(new Plain(learningRate, _settings.WeightDecay));
            }
            else if (_settings.Nesterov)
            {
                _plan.Update(new WithNesterov(learningRate, _settings.Momentum, _settings.WeightDecay));
            }
            else
            {
                _plan.Update(new WithMomentum(learningRate, _settings.Momentum, _settings.WeightDecay));
            }

            return true;
        }
    }

    internal readonly struct Plain(double learningRate, double weightDecay) : IUpdateRule
    {
        public static int MemoryCount => 0;

        public static bool IsCounting => false;

        public void Advance()
        {
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
            where T : struct, IReal<T> =>
            T.MultiplyAdd(T.Constant(-learningRate), T.MultiplyAdd(T.Constant(weightDecay), parameter, gradient), parameter);
    }

    internal readonly struct WithMomentum(double learningRate, double momentum, double weightDecay) : IUpdateRule
    {
        public static int MemoryCount => 1;

        public static bool IsCounting => false;

        public void Advance()
        {
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
            where T : struct, IReal<T>
        {
            first = T.MultiplyAdd(
                T.Constant(momentum), first, T.MultiplyAdd(T.Constant(weightDecay), parameter, gradient));
            return T.MultiplyAdd(T.Constant(-learningRate), first, parameter);
        }
    }

    internal readonly struct WithNesterov(double learningRate, double momentum, double weightDecay) : IUpdateRule
    {
        public static int MemoryCount => 1;

        public static bool IsCounting => false;

        public void Advance()
        {
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
            where T : struct, IReal<T>
        {
            var slope = T.MultiplyAdd(T.Constant(weightDecay), parameter, gradient);
            first = T.MultiplyAdd(T.Constant(momentum), first, slope);
            return T.MultiplyAdd(T.Constant(-learningRate), T.MultiplyAdd(T.Constant(momentum), first, slope), parameter);
        }
    }
}
