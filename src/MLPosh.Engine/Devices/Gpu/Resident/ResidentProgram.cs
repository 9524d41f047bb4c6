using System.Reflection;

namespace MLPosh.Devices.Gpu;

/// <summary>
/// A small network as <see cref="ResidentKernel{TForward,TLoss,TBackward,TRule,TRoom}"/> or
/// <see cref="RegisterKernel{TInput,TOutput,TLayers,TSums,TRule,TRoom}"/> runs it: its operations as types, and their numbers.
/// </summary>
/// <param name="Kernel">Which of them.</param>
/// <param name="Parts">What it is made for, but for rule and room.</param>
/// <param name="Numbers">Of the way forward, the way back and the gradients of weights, one after the other.</param>
/// <param name="Layout">All but where what depends on the rule begins.</param>
/// <param name="Size">Numbers of shared memory, without what the rule remembers, which lies behind them.</param>
/// <param name="Group">Threads of a group.</param>
internal sealed record ResidentProgram(
    Type Kernel, Type[] Parts, int[] Numbers, ResidentLayout Layout, int Size, int Group)
{
    /// <summary>Parameters times samples: about where one multiprocessor takes as long as all of them with a launch for each operation.</summary>
    public const long MostWork = 400_000;

    /// <summary>The same for the way forward alone, a third of a step: a larger validation is measured by itself.</summary>
    public const long MostForwardWork = 3 * MostWork;

    /// <summary>Numbers that a rule remembers of a parameter at most.</summary>
    public const int MostMemory = 3;

    // A multiple of a warp, so that no tile but the last leaves threads of one idle.
    private const int FewestSamples = 32;

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

        if ((long)recording.ParameterCount * capacity > MostWork || TileOf(recording, sizes, capacity) is not { } tile)
        {
            return null;
        }

        if (RegisterCompiler.TryCompile(recording, sizes) is { } program)
        {
            return program;
        }

        var layout = LayoutOf(recording, sizes, tile, out int[] places, out int size);
        var forward = new ResidentCompiler(places, layout.Stride);
        var backward = new ResidentCompiler(places, layout.Stride);
        if (!forward.TryForward(recording.Forward) || !backward.TryBackward(recording.Backward))
        {
            return null;
        }

        layout.FirstBackward = forward.Numbers.Count;
        layout.FirstWeight = layout.FirstBackward + backward.Numbers.Count;
        layout.Weights = backward.Weights.Count;
        layout.Input = forward.Place(recording.Input);
        layout.Prediction = forward.Place(recording.Output);
        layout.Slope = forward.Place(recording.OutputGradient);
        return new ResidentProgram(
            typeof(ResidentKernel<,,,,>),
            [forward.Chain(), recording.Loss.Accept(new LossType()), backward.Chain()],
            [.. forward.Numbers, .. backward.Numbers, .. backward.Weights.ToNumbers(layout.FirstWeight)],
            layout,
            size,
            sizes.Group);
    }

    /// <summary>The kernel that updates by a rule, in a room for this network and what the rule remembers.</summary>
    public MethodInfo KernelOf<TRule>()
        where TRule : unmanaged, IUpdateRule
    {
        var room = ResidentRooms.For(Size + (TRule.MemoryCount * Layout.ParameterCount));
        return Kernel.MakeGenericType([.. Parts, typeof(TRule), room]).GetMethod(nameof(IResidentOperation.Run))!;
    }

    /// <summary>Whether it is made of the same operations with the same numbers.</summary>
    public bool IsSameAs(ResidentProgram other) =>
        (Kernel, Layout, Size, Group) == (other.Kernel, other.Layout, other.Size, other.Group)
        && Parts.AsSpan().SequenceEqual(other.Parts)
        && Numbers.AsSpan().SequenceEqual(other.Numbers);

    // As many as there are threads for: those of a piece add up its samples between them.
    private static int SegmentsOf(Recording recording, GpuSizes sizes) => Math.Clamp(
        sizes.Group / Math.Max(1, ResidentWeights.CountOf(recording.Backward.OfType<LinearWeightGradient>())), 1, ResidentLayout.Parts);

    /// <summary>Samples at once: the fewest tiles that fit, and those alike; null where not even a small one fits.</summary>
    private static int? TileOf(Recording recording, GpuSizes sizes, int capacity)
    {
        long perSample = recording.Heights.Sum(height => (long)height) + recording.Output.Height + 2;
        long beside = ((long)recording.ParameterCount * (1 + MostMemory + SegmentsOf(recording, sizes))) + (2 * ResidentLayout.Parts) + 1;
        long most = ((ResidentRooms.Most(sizes.SharedNumbers) - beside) / perSample) - 1; // a stride may be one number more
        if (most >= capacity)
        {
            return capacity;
        }

        most = most / FewestSamples * FewestSamples;
        if (most <= 0)
        {
            return null;
        }

        long tiles = (capacity + most - 1) / most, even = (capacity + tiles - 1) / tiles;
        return (int)((even + FewestSamples - 1) / FewestSamples * FewestSamples);
    }

    private static ResidentLayout LayoutOf(Recording recording, GpuSizes sizes, int tile, out int[] places, out int size)
    {
        int count = recording.ParameterCount, lanes = 1;
        while (lanes < sizes.Group && lanes < tile)
        {
            lanes *= 2;
        }

        var layout = new ResidentLayout
        {
            ParameterCount = count,
            InputHeight = recording.Input.Height,
            OutputHeight = recording.Output.Height,
            Tile = tile,
            Stride = tile | 1,
            Lanes = lanes,
            Segments = SegmentsOf(recording, sizes),
            HasJudge = recording.Judge is null ? 0 : 1,
            HasOneOutput = recording.Judge?.OutputMiddle is null ? 0 : 1,
            OutputMiddle = (float)(recording.Judge?.OutputMiddle ?? 0),
            TargetMiddle = (float)(recording.Judge?.TargetMiddle ?? 0),
            LossesPerSample = recording.Loss!.IsMeanOverSamples ? 1 : recording.Output.Height,
        };

        int next = count;
        int Take(int numbers)
        {
            next += numbers;
            return next - numbers;
        }

        places = [.. recording.Heights.Select(height => Take(height * layout.Stride))];
        layout.Targets = Take(recording.Output.Height * layout.Stride);
        layout.Losses = Take(2 * layout.Stride);
        layout.Sums = Take(2 * ResidentLayout.Parts);
        layout.Gradients = Take(layout.Segments * count);
        layout.Memory = size = next;
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
