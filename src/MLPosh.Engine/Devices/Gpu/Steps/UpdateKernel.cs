using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>All parameters and what a rule remembers of them.</summary>
internal struct UpdateArguments<TRule>
    where TRule : struct
{
    public TRule Rule;
    public ArrayView<float> Parameters;
    public ArrayView<float> Gradient;
    public ArrayView<float> First;
    public ArrayView<float> Second;
    public ArrayView<float> Third;

    /// <summary>Not 0 after a loss that was not finite: then nothing moves.</summary>
    public ArrayView<int> Failed;
}

/// <summary>An update rule over all parameters in one pass.</summary>
internal sealed class UpdateKernel<TRule>(GpuAccelerator accelerator, GpuMemory memory)
    where TRule : struct, IUpdateRule
{
    private readonly GpuKernel<UpdateArguments<TRule>> _kernel = new(accelerator, Run);

    private UpdateArguments<TRule> _arguments = new()
    {
        Parameters = memory.Parameters,
        Gradient = memory.Gradient,
        First = memory.Rule(0),
        Second = memory.Rule(1),
        Third = memory.Rule(2),
        Failed = memory.Failed,
    };

    public void Queue(TRule rule)
    {
        _arguments.Rule = rule;
        _kernel.Launch(
            new KernelConfig(GpuSizes.Groups(memory.Parameters.Length, memory.Sizes.Group), memory.Sizes.Group), _arguments);
    }

    public static void Run(UpdateArguments<TRule> arguments)
    {
        int p = Grid.GlobalIndex.X;
        if (p >= arguments.Parameters.Length || arguments.Failed[0] != 0)
        {
            return;
        }

        // The count is a constant of the rule: what it does not remember is neither read nor written.
        Real32 first = default, second = default, third = default;
        if (TRule.MemoryCount > 0)
        {
            first = new Real32(arguments.First[p]);
        }

        if (TRule.MemoryCount > 1)
        {
            second = new Real32(arguments.Second[p]);
        }

        if (TRule.MemoryCount > 2)
        {
            third = new Real32(arguments.Third[p]);
        }

        var (parameter, gradient) = (new Real32(arguments.Parameters[p]), new Real32(arguments.Gradient[p]));
        arguments.Parameters[p] = arguments.Rule.Apply(parameter, gradient, ref first, ref second, ref third).Number;
        if (TRule.MemoryCount > 0)
        {
            arguments.First[p] = first.Number;
        }

        if (TRule.MemoryCount > 1)
        {
            arguments.Second[p] = second.Number;
        }

        if (TRule.MemoryCount > 2)
        {
            arguments.Third[p] = third.Number;
        }
    }
}

/// <summary>A gradient and what it is multiplied by.</summary>
internal readonly record struct ScaleArguments(ArrayView<float> Gradient, float Factor);

/// <summary>Multiplies a gradient.</summary>
internal static class ScaleKernel
{
    public static void Run(ScaleArguments arguments)
    {
        int p = Grid.GlobalIndex.X;
        if (p < arguments.Gradient.Length)
        {
            arguments.Gradient[p] *= arguments.Factor;
        }
    }
}
