using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>The steps of Adam and AdamW. The device remembers m, v and with AmsGrad the largest v.</summary>
internal sealed class AdamState : OptimizerState
{
    private readonly Plan _plan;
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _epsilon;
    private readonly bool _amsGrad;
    private readonly double _coupledDecay;
    private readonly double _decoupledDecay;
    private long _steps;

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
        _beta1 = beta1;
        _beta2 = beta2;
        _epsilon = epsilon;
        _amsGrad = amsGrad;
        _coupledDecay = coupledDecay;
        _decoupledDecay = decoupledDecay;
        plan.ReserveMemory(amsGrad ? WithLargest.MemoryCount : Plain.MemoryCount);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override bool Step(double learningRate, double loss)
    {
        _steps++;
        var rule = new Plain
        {
            Moments = new Moments(_beta1, _beta2, _coupledDecay),
            Epsilon = _epsilon,
            Keep = 1 - (learningRate * _decoupledDecay),
            Rate = learningRate / (1 - Math.Pow(_beta1, _steps)),
            RootScale = 1 / Math.Sqrt(1 - Math.Pow(_beta2, _steps)),
        };
        if (_amsGrad)
        {
            _plan.Update(new WithLargest(rule));
        }
        else
        {
            _plan.Update(rule);
        }

        return true;
    }

    internal readonly struct Plain : IUpdateRule
    {
        public static int MemoryCount => 2;

        public required Moments Moments { get; init; }

        public required double Epsilon { get; init; }

        public required double Keep { get; init; }

        public required double Rate { get; init; }

        public required double RootScale { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
            where T : struct, IReal<T>
        {
            Moments.Update(parameter, gradient, ref first, ref second);
            return Move(parameter, first, second);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Move<T>(T parameter, T mean, T square)
            where T : struct, IReal<T>
        {
            var divisor = T.MultiplyAdd(T.Sqrt(square), T.Constant(RootScale), T.Constant(Epsilon));
            return T.MultiplyAdd(T.Constant(-Rate), mean / divisor, parameter * T.Constant(Keep));
        }
    }

    internal readonly struct WithLargest(Plain plain) : IUpdateRule
    {
        public static int MemoryCount => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
            where T : struct, IReal<T>
        {
            plain.Moments.Update(parameter, gradient, ref first, ref second);
            third = T.AtLeast(third, second);
            return plain.Move(parameter, first, third);
        }
    }
}
