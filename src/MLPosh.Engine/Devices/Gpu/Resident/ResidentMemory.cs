using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>What lies in a group's shared memory from the first step to the last: parameters, and what the rule remembers.</summary>
internal static class ResidentMemory
{
    /// <summary>Moves the parameters.</summary>
    public static void Update<TRule>(ArrayView<float> shared, in ResidentArguments<TRule> arguments, int rule)
        where TRule : unmanaged, IUpdateRule
    {
        int count = arguments.Layout.ParameterCount, memory = arguments.Layout.Memory;
        for (int p = Group.IdxX; p < count; p += Group.DimX)
        {
            var gradient = new Real32(ResidentSums.Gradient(shared, arguments.Layout, p));

            // Stays in its place: for what the rule does not remember, the parameter, which nobody reads there.
            var first = new Real32(shared[(TRule.MemoryCount > 0 ? memory : 0) + p]);
            var second = new Real32(shared[(TRule.MemoryCount > 1 ? memory + count : 0) + p]);
            var third = new Real32(shared[(TRule.MemoryCount > 2 ? memory + (2 * count) : 0) + p]);
            shared[p] = arguments.Rules[rule].Apply(
                new Real32(shared[p]), gradient, ref first, ref second, ref third).Number;
            if (TRule.MemoryCount > 2)
            {
                shared[memory + (2 * count) + p] = third.Number;
            }

            if (TRule.MemoryCount > 1)
            {
                shared[memory + count + p] = second.Number;
            }

            if (TRule.MemoryCount > 0)
            {
                shared[memory + p] = first.Number;
            }
        }
    }

    /// <summary>
    /// Makes a rule that counts, and is the only one, that of the step which begins. Behind a barrier after the last update: nobody
    /// else reads it there.
    /// </summary>
    /// <param name="arguments">All rules.</param>
    /// <param name="network">Whose.</param>
    /// <param name="trains">0 where the step is of the validation.</param>
    /// <param name="updates">Updates before it.</param>
    public static void Advance<TRule>(
        in ResidentArguments<TRule> arguments, in ResidentNetwork network, int trains, int updates)
        where TRule : unmanaged, IUpdateRule
    {
        if (TRule.IsCounting && Group.IdxX == 0 && network.RulePeriod == 1 && trains != 0 && updates > 0)
        {
            var rule = arguments.Rules[network.Rules];
            rule.Advance();
            arguments.Rules[network.Rules] = rule;
        }
    }

    /// <summary>Keeps what a step came to.</summary>
    public static void Keep<TRule>(in ResidentArguments<TRule> arguments, int result, double loss, double hits)
        where TRule : unmanaged, IUpdateRule
    {
        if (Group.IdxX == 0)
        {
            int at = result * GpuResults.Count;
            arguments.Results[at + GpuResults.Loss] = loss;
            arguments.Results[at + GpuResults.Hits] = hits;
        }
    }

    /// <summary>Brings parameters and what the rule remembers into shared memory.</summary>
    public static void Load<TRule>(ArrayView<float> shared, in ResidentArguments<TRule> arguments, in ResidentNetwork network)
        where TRule : unmanaged, IUpdateRule
    {
        int count = arguments.Layout.ParameterCount, memory = arguments.Layout.Memory;
        for (int p = Group.IdxX; p < count; p += Group.DimX)
        {
            shared[p] = arguments.Learned[network.Parameters + p];
        }

        for (int i = Group.IdxX; i < TRule.MemoryCount * count; i += Group.DimX)
        {
            shared[memory + i] = arguments.Memory[network.Memory + i];
        }
    }

    /// <summary>Takes them back, with the gradient where a step has made one: a launch may begin with the end of a training.</summary>
    public static void Store<TRule>(
        ArrayView<float> shared, in ResidentArguments<TRule> arguments, in ResidentNetwork network, int gradients)
        where TRule : unmanaged, IUpdateRule
    {
        int count = arguments.Layout.ParameterCount, memory = arguments.Layout.Memory;
        if (gradients > 0)
        {
            for (int p = Group.IdxX; p < count; p += Group.DimX)
            {
                arguments.Learned[network.Gradient + p] = ResidentSums.Gradient(shared, arguments.Layout, p);
            }
        }

        for (int p = Group.IdxX; p < count; p += Group.DimX)
        {
            arguments.Learned[network.Parameters + p] = shared[p];
        }

        for (int i = Group.IdxX; i < TRule.MemoryCount * count; i += Group.DimX)
        {
            arguments.Memory[network.Memory + i] = shared[memory + i];
        }
    }
}
