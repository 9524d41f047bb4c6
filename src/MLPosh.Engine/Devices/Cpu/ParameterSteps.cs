using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>
/// Passes over all parameters. The buffers are padded to whole registers; what lies in the padding is never read.
/// </summary>
internal static unsafe class ParameterSteps<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update<TRule>(PlanMemory<T> memory, TRule rule)
        where TRule : struct, IUpdateRule
    {
        T* parameters = memory.Parameters, gradient = memory.Gradient;
        T* firsts = memory.Rule(0), seconds = memory.Rule(1), thirds = memory.Rule(2);
        for (long p = 0; p < memory.ParameterStride; p += TLane.Count)
        {
            // The count is a constant to the JIT: what a rule does not remember is neither read nor written.
            var first = TRule.MemoryCount > 0 ? TLane.Load(firsts + p) : default;
            var second = TRule.MemoryCount > 1 ? TLane.Load(seconds + p) : default;
            var third = TRule.MemoryCount > 2 ? TLane.Load(thirds + p) : default;
            TLane.Store(
                parameters + p,
                rule.Apply(TLane.Load(parameters + p), TLane.Load(gradient + p), ref first, ref second, ref third));
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScaleGradient(PlanMemory<T> memory, double factor)
    {
        var scale = TLane.Constant(factor);
        for (long p = 0; p < memory.ParameterStride; p += TLane.Count)
        {
            TLane.Store(memory.Gradient + p, TLane.Load(memory.Gradient + p) * scale);
        }
    }
}
