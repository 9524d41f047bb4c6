namespace MLPosh.Devices.Gpu;

/// <summary>A small network as <see cref="ResidentKernel{TForward,TLoss,TBackward,TRule}"/> runs it: its operations as types, and their numbers.</summary>
/// <param name="Forward">The operations of the way forward, as <see cref="Then{TFirst,TRest}"/>.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Backward">The operations of the way back.</param>
/// <param name="Numbers">Of the way forward, the way back and the gradients of weights, one after the other.</param>
/// <param name="Layout">All but where what depends on the rule begins.</param>
/// <param name="Size">Numbers of shared memory, without what the rule remembers, which lies behind them.</param>
internal sealed record ResidentProgram(Type Forward, Type Loss, Type Backward, int[] Numbers, ResidentLayout Layout, int Size)
{
    /// <summary>Shared memory that every GPU gives a group without being asked for more.</summary>
    private const int MostNumbers = 48 * 1024 / sizeof(float);

    private const int MostMemory = 3;

    /// <summary>The program of a recording; null where it has an operation that needs more, or is too large.</summary>
    /// <param name="recording">With a loss.</param>
    /// <param name="sizes">Threads of a group, and how many samples.</param>
    /// <param name="capacity">Samples of a batch.</param>
    public static ResidentProgram? Of(Recording recording, GpuSizes sizes, int capacity)
    {
        if (recording.Loss is null || recording.ParameterCount == 0 || recording.BufferCount > 0)
        {
            return null;
        }

        var layout = LayoutOf(recording, sizes, capacity, out int[] places, out long size);
        if (size + ((long)MostMemory * recording.ParameterCount) > MostNumbers)
        {
            return null;
        }

        var forward = new ResidentCompiler(places, layout.Stride);
        var backward = new ResidentCompiler(places, layout.Stride);
        if (!forward.TryForward(recording.Forward) || !backward.TryBackward(recording.Backward))
        {
            return null;
        }

        layout.FirstBackward = forward.Numbers.Count;
        layout.FirstWeight = layout.FirstBackward + backward.Numbers.Count;
        layout.Weights = backward.WeightNumbers.Count / ResidentOperation.Numbers;
        layout.Input = forward.Place(recording.Input);
        layout.Prediction = forward.Place(recording.Output);
        layout.Slope = forward.Place(recording.OutputGradient);
        return new ResidentProgram(
            forward.Chain(),
            recording.Loss.Accept(new LossType()),
            backward.Chain(),
            [.. forward.Numbers, .. backward.Numbers, .. backward.WeightNumbers],
            layout,
            (int)size);
    }

    private static ResidentLayout LayoutOf(Recording recording, GpuSizes sizes, int capacity, out int[] places, out long size)
    {
        int count = recording.ParameterCount, lanes = 1;
        while (lanes < sizes.Group && lanes < capacity)
        {
            lanes *= 2;
        }

        var layout = new ResidentLayout
        {
            ParameterCount = count,
            InputHeight = recording.Input.Height,
            OutputHeight = recording.Output.Height,
            Stride = capacity | 1,
            Lanes = lanes,
            Segments = Math.Clamp(sizes.Group / count, 1, ResidentLayout.Parts),
            HasJudge = recording.Judge is null ? 0 : 1,
            HasOneOutput = recording.Judge?.OutputMiddle is null ? 0 : 1,
            OutputMiddle = (float)(recording.Judge?.OutputMiddle ?? 0),
            TargetMiddle = (float)(recording.Judge?.TargetMiddle ?? 0),
            LossesPerSample = recording.Loss!.IsMeanOverSamples ? 1 : recording.Output.Height,
        };

        size = count;
        places = new int[recording.Heights.Count];
        for (int id = 0; id < places.Length; id++)
        {
            places[id] = (int)Math.Min(size, int.MaxValue);
            size += (long)recording.Heights[id] * layout.Stride;
        }

        long Take(long numbers, ref long from)
        {
            from += numbers;
            return from - numbers;
        }

        layout.Targets = (int)Math.Min(Take((long)recording.Output.Height * layout.Stride, ref size), int.MaxValue);
        layout.Losses = (int)Math.Min(Take(2L * layout.Stride, ref size), int.MaxValue);
        layout.Sums = (int)Math.Min(Take(2 * ResidentLayout.Parts, ref size), int.MaxValue);
        layout.Gradients = (int)Math.Min(Take((long)layout.Segments * count, ref size), int.MaxValue);
        layout.Memory = (int)Math.Min(size, int.MaxValue);
        return layout;
    }

    private sealed class LossType : ILossVisitor<Type>
    {
        public Type Visit<TFunction>()
            where TFunction : struct, ILossFunction => typeof(ResidentLoss<TFunction>);

        public Type VisitColumn<TFunction>()
            where TFunction : struct, IColumnLossFunction => typeof(ResidentColumnLoss<TFunction>);
    }
}
