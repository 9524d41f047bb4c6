using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// RMSProp: g += weightDecay * p; s = alpha * s + (1 - alpha) * g²; centered: a = alpha * a + (1 - alpha) * g and the
/// divisor is √(s - a²) instead of √s; v = momentum * v + g / (divisor + epsilon); p -= learningRate * v.
/// </summary>
/// <remarks>
/// Source: https://pytorch.org/docs/stable/generated/torch.optim.RMSprop.html. One difference: s - a², which rounding can
/// make negative where the gradient stays the same, is then 0 instead of a NaN.
/// </remarks>
public sealed record RMSProp : FirstOrderOptimizer
{
    /// <param name="learningRate">Above 0.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public RMSProp(double learningRate = 0.01)
        : base(learningRate)
    {
    }

    /// <inheritdoc/>
    public override string Name => nameof(RMSProp);

    /// <inheritdoc/>
    public override string Equation => "s = αs + (1-α)g²; v = µv + g/(√s + ε); p -= lr·v (centered: √(s - a²), a the mean of g)";

    /// <summary>How much of the mean square is kept, from 0 to below 1.</summary>
    public double Alpha
    {
        get;
        init => field = Option.Share(value, nameof(Alpha));
    }
    = 0.99;

    /// <summary>Keeps the divisor from being 0; 0 or above.</summary>
    public double Epsilon
    {
        get;
        init => field = Option.NotNegative(value, nameof(Epsilon));
    }
    = 1e-8;

    /// <summary>How much of the last step's direction is kept, from 0 to below 1.</summary>
    public double Momentum
    {
        get;
        init => field = Option.Share(value, nameof(Momentum));
    }

    /// <summary>Whether the gradient is divided by its standard deviation instead of its root mean square.</summary>
    public bool Centered { get; init; }

    internal override OptimizerState Start(Plan plan, Func<double> evaluate) => new State(this, plan);

    private sealed class State : OptimizerState
    {
        private readonly RMSProp _settings;
        private readonly Plan _plan;

        public State(RMSProp settings, Plan plan)
        {
            _settings = settings;
            _plan = plan;
            plan.ReserveMemory(settings.Centered ? AroundMean.MemoryCount : Plain.MemoryCount);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override bool Step(double learningRate, double loss)
        {
            var plain = new Plain(learningRate, _settings);
            if (_settings.Centered)
            {
                _plan.Update(new AroundMean(plain, _settings.Alpha));
            }
            else
            {
                _plan.Update(plain);
            }

            return true;
        }
    }

    internal readonly struct Plain(double learningRate, RMSProp settings) : IUpdateRule
    {
        private readonly double _alpha = settings.Alpha;
        private readonly double _epsilon = settings.Epsilon;
        private readonly double _momentum = settings.Momentum;
        private readonly double _weightDecay = settings.WeightDecay;

        public static int MemoryCount => 2;

        public static bool IsCounting => false;

        public void Advance()
        {
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
            where T : struct, IReal<T>
        {
            var slope = Slope(parameter, gradient);
            UpdateSquare(slope, ref first);
            return Move(parameter, slope, first, ref second);
        }

        public T Slope<T>(T parameter, T gradient)
            where T : struct, IReal<T> => T.MultiplyAdd(T.Constant(_weightDecay), parameter, gradient);

        public void UpdateSquare<T>(T slope, ref T square)
            where T : struct, IReal<T> =>
            square = T.MultiplyAdd(T.Constant(1 - _alpha), slope * slope, T.Constant(_alpha) * square);

        public T Move<T>(T parameter, T slope, T square, ref T velocity)
            where T : struct, IReal<T>
        {
            velocity = T.MultiplyAdd(T.Constant(_momentum), velocity, slope / (T.Sqrt(square) + T.Constant(_epsilon)));
            return T.MultiplyAdd(T.Constant(-learningRate), velocity, parameter);
        }
    }

    internal readonly struct AroundMean(Plain plain, double alpha) : IUpdateRule
    {
        public static int MemoryCount => 3;

        public static bool IsCounting => false;

        public void Advance()
        {
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
            where T : struct, IReal<T>
        {
            var slope = plain.Slope(parameter, gradient);
            plain.UpdateSquare(slope, ref first);
            third = T.MultiplyAdd(T.Constant(1 - alpha), slope, T.Constant(alpha) * third);
            var variance = T.AtLeast(T.Constant(0), T.MultiplyAdd(-third, third, first));
            return plain.Move(parameter, slope, variance, ref second);
        }
    }
}
