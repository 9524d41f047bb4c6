using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>The steps of Adam and AdamW. The device remembers m, v and with AmsGrad the largest v.</summary>
internal sealed class AdamState : OptimizerState
{
    private readonly Plan _plan;
    private readonly bool _amsGrad;
    private readonly double _decoupledDecay;
    private Plain _rule;

    /// <param name="plan">Whose parameters move.</param>
    /// <param name="beta1">What a step keeps of m.</param>
    /// <param name="beta2">What a step keeps of v.</param>
    /// <param name="epsilon">Added to the divisor.</param>
    /// <param name="amsGrad">Whether the largest v counts.</param>
    /// <param name="coupledDecay">Adam's: added to the gradient.</param>
    /// <param name="decoupledDecay">AdamW's: taken off the parameter.</param>
    public AdamState(
        Plan plan, double beta1, double beta2, double epsilon, bool amsGrad, double coupledDecay, double decoupledDecay)
    {
        _plan = plan;
        _amsGrad = amsGrad;
        _decoupledDecay = decoupledDecay;
        _rule = new Plain(new Moments(beta1, beta2, coupledDecay), epsilon);
        plan.ReserveMemory(amsGrad ? WithLargest.MemoryCount : Plain.MemoryCount);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override bool Step(double learningRate, double loss)
    {
        _rule.LearningRate = learningRate;
        _rule.Keep = 1 - (learningRate * _decoupledDecay);
        _rule.Advance();
        if (_amsGrad)
        {
            _plan.Update(new WithLargest(_rule));
        }
        else
        {
            _plan.Update(_rule);
        }

        return true;
    }

    internal struct Plain(Moments moments, double epsilon) : IUpdateRule
    {
        // β₁ᵗ and β₂ᵗ of the step after this one.
        private double _power1 = moments.Beta1;
        private double _power2 = moments.Beta2;
        private double _rate;
        private double _rootScale;

        public static int MemoryCount => 2;

        public static bool IsCounting => true;

        public readonly Moments Moments => moments;

        public double LearningRate { get; set; }

        public double Keep { get; set; }

        public void Advance()
        {
            _rate = LearningRate / (1 - _power1);
            _rootScale = 1 / Math.Sqrt(1 - _power2);
            _power1 *= moments.Beta1;
            _power2 *= moments.Beta2;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly T Apply<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
            where T : struct, IReal<T>
        {
            moments.Update(parameter, gradient, ref first, ref second);
            return Move(parameter, first, second);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly T Move<T>(T parameter, T mean, T square)
            where T : struct, IReal<T>
        {
            var divisor = T.MultiplyAdd(T.Sqrt(square), T.Constant(_rootScale), T.Constant(epsilon));
            return T.MultiplyAdd(T.Constant(-_rate), mean / divisor, parameter * T.Constant(Keep));
        }
    }

    internal struct WithLargest(Plain plain) : IUpdateRule
    {
        private Plain _plain = plain;

        public static int MemoryCount => 3;

        public static bool IsCounting => true;

        public void Advance() => _plain.Advance();

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly T Apply<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
            where T : struct, IReal<T>
        {
            _plain.Moments.Update(parameter, gradient, ref first, ref second);
            third = T.AtLeast(third, second);
            return _plain.Move(parameter, first, third);
        }
    }
}
