using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>
/// Many steps of small networks in one launch: a group each, with the network and what the optimizer remembers in shared memory
/// from the first step to the last, and there the batch, tile by tile. Small networks are bound by launches otherwise. No group
/// waits for another.
/// </summary>
/// <typeparam name="TForward">The operations of the way forward.</typeparam>
/// <typeparam name="TLoss">The loss.</typeparam>
/// <typeparam name="TBackward">The operations of the way back, without the gradients of weights.</typeparam>
/// <typeparam name="TRule">How parameters are updated.</typeparam>
/// <typeparam name="TRoom">How much shared memory it has.</typeparam>
internal static class ResidentKernel<TForward, TLoss, TBackward, TRule, TRoom>
    where TForward : struct, IResidentOperation
    where TLoss : struct, IResidentLoss
    where TBackward : struct, IResidentOperation
    where TRule : unmanaged, IUpdateRule
    where TRoom : struct, IResidentRoom
{
    // Loops with barriers in them neither begin nor end with one: PoCL cannot hold their counters then.
    public static void Run(ResidentArguments<TRule> arguments)
    {
        var shared = SharedMemory.Allocate<float>(TRoom.Numbers);
        var network = arguments.Networks[Grid.IdxX];
        ResidentMemory.Load(shared, arguments, network);
        ResidentSums.Clear(shared, arguments.Layout);
        int failed = network.Failed, updates = 0, gradients = 0;
        for (int step = 0; step < network.Steps; step++)
        {
            var batch = arguments.Batches[network.Batches + (step % network.BatchPeriod)];

            // Not a branch, which must have no barrier in it: the way back is then gone by no samples.
            int trains = batch.Trains * (1 - failed);
            for (int start = 0; start < batch.Count; start += arguments.Layout.Tile)
            {
                int count = IntrinsicMath.Min(arguments.Layout.Tile, batch.Count - start);

                // Until here the tile before is read, and parameters are written.
                Group.Barrier();
                if (start == 0)
                {
                    ResidentMemory.Advance(arguments, network, batch.Trains, updates);
                }

                if (step == 0 || network.BatchPeriod > 1 || network.OrderStep > 0 || batch.Count > arguments.Layout.Tile)
                {
                    Gather(shared, arguments, batch, network.Order + network.OrderOf(step) + batch.First, start, count);
                }

                Group.Barrier();
                TForward.Run(GroupOf(shared, arguments, count), 0);
                Losses(shared, arguments.Layout, count, 1f / (batch.Count * arguments.Layout.LossesPerSample));
                Group.Barrier();
                ResidentSums.Parts(shared, arguments.Layout, start, count);

                // Not needed, but for PoCL: without operations in between it loses the gradients.
                Group.Barrier();
                TBackward.Run(GroupOf(shared, arguments, count * trains), arguments.Layout.FirstBackward);
                ResidentSums.Gradients(shared, arguments.Layout, arguments.Numbers, start + 1 - trains, count * trains);
            }

            Group.Barrier();
            double loss = ResidentSums.Total(shared, arguments.Layout.Sums)
                / ((double)batch.Count * arguments.Layout.LossesPerSample);
            if (!(loss - loss == 0))
            {
                failed = 1;
            }

            if (trains > failed && updates < network.Updates)
            {
                ResidentMemory.Update(shared, arguments, network.Rules + (updates % network.RulePeriod));
            }

            updates += batch.Trains;
            gradients += trains;
            ResidentMemory.Keep(
                arguments,
                network.Results + step,
                loss,
                ResidentSums.Total(shared, arguments.Layout.Sums + ResidentLayout.Parts));
        }

        Group.Barrier();
        ResidentMemory.Store(shared, arguments, network, gradients);
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

    private static void Gather(
        ArrayView<float> shared, in ResidentArguments<TRule> arguments, in ResidentBatch batch, int order, int start, int count)
    {
        var layout = arguments.Layout;
        if (batch.Trains == 0)
        {
            Copy(shared, layout.Input, layout.InputHeight, layout.Stride, arguments.ValidationX, start, count);
            Copy(shared, layout.Targets, layout.OutputHeight, layout.Stride, arguments.ValidationY, start, count);
        }
        else
        {
            Copy(shared, layout.Input, layout.InputHeight, layout.Stride, arguments.X, arguments.Orders, order + start, count);
            Copy(shared, layout.Targets, layout.OutputHeight, layout.Stride, arguments.Y, arguments.Orders, order + start, count);
        }
    }

    private static void Copy(
        ArrayView<float> shared,
        int rows,
        int height,
        int stride,
        ArrayView<float> source,
        ArrayView<int> orders,
        int first,
        int count)
    {
        for (int i = Group.IdxX; i < count * height; i += Group.DimX)
        {
            int sample = i / height, row = i % height;
            shared[rows + (row * stride) + sample] = source[((long)orders[first + sample] * height) + row];
        }
    }

    private static void Copy(
        ArrayView<float> shared, int rows, int height, int stride, ArrayView<float> source, int first, int count)
    {
        for (int i = Group.IdxX; i < count * height; i += Group.DimX)
        {
            int sample = i / height, row = i % height;
            shared[rows + (row * stride) + sample] = source[((long)first * height) + i];
        }
    }

    private static void Losses(ArrayView<float> shared, in ResidentLayout layout, int count, float scale)
    {
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
}
