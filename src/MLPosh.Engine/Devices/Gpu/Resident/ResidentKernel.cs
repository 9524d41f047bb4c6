using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>
/// Many steps of a small network in one launch: one group, with the network, its batch and what the optimizer remembers in
/// shared memory from the first step to the last. Small networks are bound by launches otherwise.
/// </summary>
/// <typeparam name="TForward">The operations of the way forward.</typeparam>
/// <typeparam name="TLoss">The loss.</typeparam>
/// <typeparam name="TBackward">The operations of the way back, without the gradients of weights.</typeparam>
/// <typeparam name="TRule">How parameters are updated.</typeparam>
internal static class ResidentKernel<TForward, TLoss, TBackward, TRule>
    where TForward : struct, IResidentOperation
    where TLoss : struct, IResidentLoss
    where TBackward : struct, IResidentOperation
    where TRule : unmanaged, IUpdateRule
{
    // Loops with barriers in them neither begin nor end with one: PoCL cannot hold their counters then.
    public static void Run(ResidentArguments<TRule> arguments)
    {
        var shared = SharedMemory.GetDynamic<float>();
        Load(shared, arguments);
        int failed = arguments.Failed[0];
        for (int step = 0; step < arguments.Steps; step++)
        {
            var batch = arguments.Batches[arguments.Batches.Length > 1 ? step : 0];
            if (step == 0 || arguments.Batches.Length > 1)
            {
                Gather(shared, arguments, batch);
            }

            Group.Barrier();
            var group = GroupOf(shared, arguments, batch.Count);
            TForward.Run(group, 0);
            Losses(shared, arguments.Layout, batch.Count);
            Group.Barrier();
            ResidentSums.Parts(shared, arguments.Layout, batch.Count);

            // Not needed, but for PoCL: without operations in between it loses the gradients.
            Group.Barrier();
            TBackward.Run(group, arguments.Layout.FirstBackward);
            ResidentSums.Gradients(shared, arguments.Layout, arguments.Numbers, batch.Count);
            Group.Barrier();
            double loss = ResidentSums.Total(shared, arguments.Layout.Sums)
                / ((double)batch.Count * arguments.Layout.LossesPerSample);
            if (!(loss - loss == 0))
            {
                failed = 1;
            }

            Update(shared, arguments, step, failed);
            Keep(shared, arguments, step, loss);
        }

        Group.Barrier();
        Store(shared, arguments);
        if (Group.IdxX == 0)
        {
            arguments.Failed[0] = failed;
        }
    }

    private static ResidentGroup GroupOf(ArrayView<float> shared, in ResidentArguments<TRule> arguments, int count)
    {
        int lanes = arguments.Layout.Lanes;
        return new ResidentGroup(
            shared,
            arguments.Numbers,
            arguments.Layout.Stride,
            count,
            Group.IdxX & (lanes - 1),
            lanes,
            Group.IdxX / lanes,
            Group.DimX / lanes);
    }

    private static void Gather(ArrayView<float> shared, in ResidentArguments<TRule> arguments, ResidentBatch batch)
    {
        var layout = arguments.Layout;
        for (int i = Group.IdxX; i < batch.Count * layout.InputHeight; i += Group.DimX)
        {
            int sample = i / layout.InputHeight, row = i % layout.InputHeight;
            shared[layout.Input + (row * layout.Stride) + sample] =
                arguments.X[((long)arguments.Order[batch.First + sample] * layout.InputHeight) + row];
        }

        for (int i = Group.IdxX; i < batch.Count * layout.OutputHeight; i += Group.DimX)
        {
            int sample = i / layout.OutputHeight, row = i % layout.OutputHeight;
            shared[layout.Targets + (row * layout.Stride) + sample] =
                arguments.Y[((long)arguments.Order[batch.First + sample] * layout.OutputHeight) + row];
        }
    }

    private static void Losses(ArrayView<float> shared, in ResidentLayout layout, int count)
    {
        float scale = 1f / (count * layout.LossesPerSample);
        for (int sample = Group.IdxX; sample < count; sample += Group.DimX)
        {
            shared[layout.Losses + sample] = TLoss.Of(shared, layout, sample);
            for (int row = 0; row < layout.OutputHeight; row++)
            {
                shared[layout.Slope + (row * layout.Stride) + sample] *= scale;
            }

            if (layout.HasJudge != 0)
            {
                shared[layout.Losses + layout.Stride + sample] = LossKernels.Hit(
                    new GpuColumn(shared, layout.Prediction + sample, layout.OutputHeight, layout.Stride),
                    new GpuColumn(shared, layout.Targets + sample, layout.OutputHeight, layout.Stride),
                    layout.HasOneOutput,
                    layout.OutputMiddle,
                    layout.TargetMiddle);
            }
        }
    }

    private static void Update(ArrayView<float> shared, in ResidentArguments<TRule> arguments, int step, int failed)
    {
        int count = arguments.Layout.ParameterCount, memory = arguments.Layout.Memory;
        for (int p = Group.IdxX; p < count; p += Group.DimX)
        {
            float gradient = ResidentSums.Gradient(shared, arguments.Layout, p);
            if (step == arguments.Steps - 1)
            {
                arguments.Gradient[p] = gradient;
            }

            if (failed == 0 && step < arguments.Updates)
            {
                // Stays in its place: for what the rule does not remember, the parameter, which nobody reads there.
                var first = new Real32(shared[(TRule.MemoryCount > 0 ? memory : 0) + p]);
                var second = new Real32(shared[(TRule.MemoryCount > 1 ? memory + count : 0) + p]);
                var third = new Real32(shared[(TRule.MemoryCount > 2 ? memory + (2 * count) : 0) + p]);
                shared[p] = arguments.Rules[arguments.Rules.Length > 1 ? step : 0].Apply(
                    new Real32(shared[p]), new Real32(gradient), ref first, ref second, ref third).Number;
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
    }

    private static void Keep(ArrayView<float> shared, in ResidentArguments<TRule> arguments, int step, double loss)
    {
        if (Group.IdxX == 0)
        {
            int at = step * GpuResults.Count;
            arguments.Results[at + GpuResults.Loss] = loss;
            arguments.Results[at + GpuResults.Hits] =
                ResidentSums.Total(shared, arguments.Layout.Sums + ResidentLayout.Parts);
        }
    }

    private static void Load(ArrayView<float> shared, in ResidentArguments<TRule> arguments)
    {
        int count = arguments.Layout.ParameterCount, memory = arguments.Layout.Memory;
        for (int p = Group.IdxX; p < count; p += Group.DimX)
        {
            shared[p] = arguments.Parameters[p];
            if (TRule.MemoryCount > 0)
            {
                shared[memory + p] = arguments.First[p];
            }

            if (TRule.MemoryCount > 1)
            {
                shared[memory + count + p] = arguments.Second[p];
            }

            if (TRule.MemoryCount > 2)
            {
                shared[memory + (2 * count) + p] = arguments.Third[p];
            }
        }
    }

    private static void Store(ArrayView<float> shared, in ResidentArguments<TRule> arguments)
    {
        int count = arguments.Layout.ParameterCount, memory = arguments.Layout.Memory;
        for (int p = Group.IdxX; p < count; p += Group.DimX)
        {
            arguments.Parameters[p] = shared[p];
            if (TRule.MemoryCount > 0)
            {
                arguments.First[p] = shared[memory + p];
            }

            if (TRule.MemoryCount > 1)
            {
                arguments.Second[p] = shared[memory + count + p];
            }

            if (TRule.MemoryCount > 2)
            {
                arguments.Third[p] = shared[memory + (2 * count) + p];
            }
        }
    }
}
