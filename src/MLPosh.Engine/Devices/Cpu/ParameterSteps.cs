using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>Something done to each parameter by itself, so that threads can share the parameters in any way.</summary>
internal abstract class ParameterStep
{
    /// <summary>Does it to the parameters from one index to before another, both at whole registers.</summary>
    public abstract void Run(long from, long to);
}

/// <summary>
/// Adds up what the slots found to the gradient of the batch. The buffers are padded to whole registers; what lies in the
/// padding is never read.
/// </summary>
internal sealed unsafe class GradientSum<TLane, T>(PlanMemory<T> memory) : ParameterStep
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
{
    /// <summary>How many slots are to be added; 0 once they are.</summary>
    public int Slots { get; set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(long from, long to)
    {
        for (long p = from; p < to; p += TLane.Count)
        {
            TLane.Store(memory.Gradient + p, At(p));
        }
    }

    /// <summary>The sum over the slots, always in their order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane At(long p)
    {
        var sum = TLane.Load(memory.SlotGradient(0) + p);
        for (int slot = 1; slot < Slots; slot++)
        {
            sum += TLane.Load(memory.SlotGradient(slot) + p);
        }

        return sum;
    }
}

/// <summary>Moves the parameters by a rule; where the slots are not yet added up, it does so on the way.</summary>
internal sealed unsafe class ParameterUpdate<TLane, T, TRule>(PlanMemory<T> memory, GradientSum<TLane, T> slots) : ParameterStep
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
    where TRule : struct, IUpdateRule
{
    public TRule Rule { get; set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(long from, long to)
    {
        var rule = Rule;
        bool adds = slots.Slots > 0;
        T* parameters = memory.Parameters, gradients = memory.Gradient;
        T* firsts = memory.Rule(0), seconds = memory.Rule(1), thirds = memory.Rule(2);
        for (long p = from; p < to; p += TLane.Count)
        {
            var gradient = adds ? slots.At(p) : TLane.Load(gradients + p);
            if (adds)
            {
                TLane.Store(gradients + p, gradient);
            }

            // The count is a constant to the JIT: what a rule does not remember is neither read nor written.
            var first = TRule.MemoryCount > 0 ? TLane.Load(firsts + p) : default;
            var second = TRule.MemoryCount > 1 ? TLane.Load(seconds + p) : default;
            var third = TRule.MemoryCount > 2 ? TLane.Load(thirds + p) : default;
            TLane.Store(
                parameters + p, rule.Apply(TLane.Load(parameters + p), gradient, ref first, ref second, ref third));
            if (TRule.MemoryCount > 0)
            {
                TLane.Store(firsts + p, first);
            }

            if (TRule.MemoryCount > 1)
            {
                TLane.Store(seconds + p, second);
            }

            if (TRule.MemoryCount > 2)
            {
                TLane.Store(thirds + p, third);
            }
        }
    }
}

/// <summary>Multiplies the gradient.</summary>
internal sealed unsafe class GradientScale<TLane, T>(PlanMemory<T> memory) : ParameterStep
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
{
    public double Factor { get; set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(long from, long to)
    {
        var scale = TLane.Constant(Factor);
        for (long p = from; p < to; p += TLane.Count)
        {
            TLane.Store(memory.Gradient + p, TLane.Load(memory.Gradient + p) * scale);
        }
    }
}
