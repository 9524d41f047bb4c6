namespace MLPosh.Devices.Gpu;

/// <summary>Turns networks of few linear layers and functions into types for <see cref="RegisterKernel{TInput,TOutput,TLayers,TSums,TRule,TRoom}"/>.</summary>
internal static class RegisterCompiler
{
    // A thread has 255 registers, of which each parameter takes one, and each unit up to two.
    private const int MostParameters = 128;
    private const int MostUnits = 40;

    /// <returns>Null where a network is too large or is made of something else.</returns>
    public static ResidentProgram? TryCompile(Recording recording, GpuSizes sizes)
    {
        int count = recording.ParameterCount, lanes = Math.Min(RegisterLanes.Most, sizes.Group);
        if (count > MostParameters || sizes.Group % lanes != 0
            || LayersOf(recording) is not { } layers
            || recording.Input.Height + layers.Sum(layer => layer.Linear.Output.Height) > MostUnits
            || recording.Loss!.Accept(new LossType()) is not { } loss)
        {
            return null;
        }

        // From behind: each layer is made for those that follow it.
        var output = VectorOf(recording.Output.Height);
        var (rest, restSums) = (typeof(RegisterLoss<,>).MakeGenericType(loss, output), typeof(RegisterLossSums));
        foreach (var layer in Enumerable.Reverse(layers))
        {
            var (from, to) = (VectorOf(layer.Linear.Input.Height), VectorOf(layer.Linear.Output.Height));
            var weights = SumsOf(layer.Linear.Output.Height, from);
            rest = typeof(RegisterLayer<,,,,,,,>).MakeGenericType(
                from, to, weights, layer.Epilogue(typeof(ActivateSum<>)), layer.Epilogue(typeof(TimesSlope<>)), output, rest, restSums);
            restSums = typeof(RegisterLayerSums<,,>).MakeGenericType(weights, to, restSums);
        }

        var layout = LayoutOf(recording, lanes);
        int size = layout.Memory;
        return size + (ResidentProgram.MostMemory * count) > ResidentRooms.Most(sizes.SharedNumbers)
            ? null
            : new ResidentProgram(
                typeof(RegisterKernel<,,,,,>), [VectorOf(recording.Input.Height), output, rest, restSums], [0], layout, size, sizes.Group);
    }

    private static ResidentLayout LayoutOf(Recording recording, int lanes)
    {
        int count = recording.ParameterCount, results = count + 2;
        return new ResidentLayout
        {
            ParameterCount = count,
            InputHeight = recording.Input.Height,
            OutputHeight = recording.Output.Height,
            Gradients = count,
            Sums = count + count,
            Slots = count + results,
            Lanes = lanes,
            Segments = 1,
            Memory = count + results + (results * RegisterLanes.Pitch),
            HasJudge = recording.Judge is null ? 0 : 1,
            HasOneOutput = recording.Judge?.OutputMiddle is null ? 0 : 1,
            OutputMiddle = (float)(recording.Judge?.OutputMiddle ?? 0),
            TargetMiddle = (float)(recording.Judge?.TargetMiddle ?? 0),
            LossesPerSample = recording.Loss!.IsMeanOverSamples ? 1 : recording.Output.Height,
        };
    }

    // Layer by layer, each on what the one before gave, with parameters in this order: what the types take for granted.
    private static List<RegisterLayerPlan>? LayersOf(Recording recording)
    {
        var layers = new List<RegisterLayerPlan>();
        var (last, offset) = (recording.Input, 0);
        foreach (var operation in recording.Forward)
        {
            switch (operation)
            {
                case LinearForward { Repeat.More: 0, Adds: false, Bias: { } bias } linear
                    when linear.Input == last && linear.Weight.Offset == offset
                    && bias.Offset == offset + (linear.Input.Height * linear.Output.Height):
                    layers.Add(new(linear, null));
                    offset = bias.Offset + linear.Output.Height;
                    last = linear.Output;
                    break;
                case Activate activate when layers is [.., { Function: null } layer] && activate.Input == last
                    && activate.Output == last && activate.Function.SlopeNeedsOnlyValue:
                    layers[^1] = layer with { Function = activate.Function };
                    break;
                default:
                    return null;
            }
        }

        bool isWhole = offset == recording.ParameterCount && last == recording.Output && layers.Count > 0
            && recording.Backward.All(operation => operation is LinearInputGradient or LinearWeightGradient or ActivateBackward);
        return isWhole ? layers : null;
    }

    private static Type VectorOf(int count) => count == 1
        ? typeof(RegisterOne)
        : typeof(RegisterTwo<,>).MakeGenericType(VectorOf(count - (count / 2)), VectorOf(count / 2));

    private static Type SumsOf(int outputs, Type input)
    {
        if (outputs == 1)
        {
            return typeof(RegisterRow<>).MakeGenericType(input);
        }

        int top = outputs - (outputs / 2), bottom = outputs / 2;
        return typeof(RegisterRows<,,,,>).MakeGenericType(
            SumsOf(top, input), VectorOf(top), SumsOf(bottom, input), VectorOf(bottom), input);
    }

    private sealed record RegisterLayerPlan(LinearForward Linear, IActivationHandle? Function)
    {
        public Type Epilogue(Type ofFunction) => Function?.Accept(new OfFunction(ofFunction)) ?? typeof(KeepSum);
    }

    private sealed class OfFunction(Type epilogue) : IActivationVisitor<Type>
    {
        public Type Visit<TFunction>()
            where TFunction : struct, IActivationFunction => epilogue.MakeGenericType(typeof(TFunction));
    }

    private sealed class LossType : ILossVisitor<Type?>
    {
        public Type? Visit<TFunction>()
            where TFunction : struct, ILossFunction => typeof(TFunction);

        public Type? VisitColumn<TFunction>()
            where TFunction : struct, IColumnLossFunction => null;
    }
}
