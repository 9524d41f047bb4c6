using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Places in which threads add up their sums, as many of them at a time.</summary>
internal static class RegisterLanes
{
    public const int Most = 64;

    /// <summary>From the places of one sum to those of the next: a constant, which needs no instructions, and odd, for the banks.</summary>
    public const int Pitch = Most + 1;
}

/// <summary>
/// As <see cref="ResidentKernel{TForward,TLoss,TBackward,TRule,TRoom}"/>, for networks so small that all of a sample has room in a
/// thread's registers, and the sums of all gradients beside it: a thread goes forward and back for one sample after the other,
/// and threads meet once a step, where they add up their sums, always in the same order.
/// </summary>
/// <typeparam name="TInput">Of the network.</typeparam>
/// <typeparam name="TOutput">Of the network, and its targets.</typeparam>
/// <typeparam name="TLayers">The layers and the loss.</typeparam>
/// <typeparam name="TSums">What a thread sums up.</typeparam>
/// <typeparam name="TRule">How parameters are updated.</typeparam>
/// <typeparam name="TRoom">How much shared memory it has.</typeparam>
internal static class RegisterKernel<TInput, TOutput, TLayers, TSums, TRule, TRoom>
    where TInput : struct, IRegisterVector<TInput>
    where TOutput : struct, IRegisterVector<TOutput>
    where TLayers : struct, IRegisterLayers<TLayers, TInput, TOutput, TSums>
    where TSums : struct
    where TRule : unmanaged, IUpdateRule
    where TRoom : struct, IResidentRoom
{
    public static void Run(ResidentArguments<TRule> arguments)
    {
        var shared = SharedMemory.Allocate<float>(TRoom.Numbers);
        var network = arguments.Networks[Grid.IdxX];
        var layout = arguments.Layout;
        ResidentMemory.Load(shared, arguments, network);
        int failed = network.Failed, updates = 0, gradients = 0;
        for (int step = 0; step < network.Steps; step++)
        {
            var batch = arguments.Batches[network.Batches + (step % network.BatchPeriod)];
            int trains = batch.Trains * (1 - failed);

            // Until here parameters are written, and the sums of the step before read.
            Group.Barrier();
            ResidentMemory.Advance(arguments, network, batch.Trains, updates);
            var sums = Samples(shared, arguments, network.Order + network.OrderOf(step) + batch.First, batch);
            int turns = Group.DimX / layout.Lanes, own = Group.IdxX / layout.Lanes, lane = Group.IdxX % layout.Lanes;
            for (int turn = 0; turn < turns; turn++)
            {
                if (own == turn)
                {
                    TLayers.AddTo(sums, shared, (long)layout.Slots + lane, RegisterLanes.Pitch, turn == 0);
                }

                Group.Barrier();
            }

            for (int p = Group.IdxX; p < layout.ParameterCount + 2; p += Group.DimX)
            {
                float sum = 0;
                for (int part = 0; part < layout.Lanes; part++)
                {
                    sum += shared[layout.Slots + (p * RegisterLanes.Pitch) + part];
                }

                // The validation leaves the gradient as it is.
                if (p >= layout.ParameterCount || trains != 0)
                {
                    shared[layout.Gradients + p] = sum;
                }
            }

            Group.Barrier();
            double loss = shared[layout.Sums] / ((double)batch.Count * layout.LossesPerSample);
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
            ResidentMemory.Keep(arguments, network.Results + step, loss, shared[layout.Sums + 1]);
        }

        Group.Barrier();
        ResidentMemory.Store(shared, arguments, network, gradients);
    }

    private static TSums Samples(
        ArrayView<float> shared, in ResidentArguments<TRule> arguments, int order, in ResidentBatch batch)
    {
        TSums sums = default;
        float scale = 1f / (batch.Count * arguments.Layout.LossesPerSample);
        for (int i = Group.IdxX; i < batch.Count; i += Group.DimX)
        {
            TInput input;
            TOutput target;
            if (batch.Trains == 0)
            {
                input = TInput.Load(arguments.ValidationX, (long)i * TInput.Count);
                target = TOutput.Load(arguments.ValidationY, (long)i * TOutput.Count);
            }
            else
            {
                long sample = arguments.Orders[order + i];
                input = TInput.Load(arguments.X, sample * TInput.Count);
                target = TOutput.Load(arguments.Y, sample * TOutput.Count);
            }

            sums = TLayers.Run(shared, 0, input, target, scale, arguments.Layout, sums).Sums;
        }

        return sums;
    }
}
