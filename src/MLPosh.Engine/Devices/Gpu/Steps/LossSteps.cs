using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Predictions against targets.</summary>
internal struct LossArguments
{
    public ArrayView<float> Prediction;
    public ArrayView<float> Target;
    public ArrayView<float> Slope;

    /// <summary>A sum for each group.</summary>
    public ArrayView<float> Sums;

    /// <summary>Hits of each group.</summary>
    public ArrayView<int> Hits;

    public int Height;
    public int Stride;
    public int Count;

    /// <summary>1 / what the sum of all losses is divided by.</summary>
    public float Scale;

    public int HasOneOutput;
    public float OutputMiddle;
    public float TargetMiddle;
}

/// <summary>A loss, its slope, and where classes are judged the hits; a thread a sample, sums group by group.</summary>
internal sealed class LossStep : GpuStep
{
    private readonly Recording _recording;
    private readonly GpuSizes _sizes;
    private readonly GpuKernel<LossArguments> _kernel;
    private readonly GpuKernel<LossArguments>? _judge;
    private LossArguments _arguments;

    /// <param name="accelerator">The device.</param>
    /// <param name="recording">Has a loss.</param>
    /// <param name="memory">Where predictions, targets and slopes are.</param>
    /// <param name="kernel">Of the loss.</param>
    public LossStep(GpuAccelerator accelerator, Recording recording, GpuMemory memory, Action<LossArguments> kernel)
    {
        _recording = recording;
        _sizes = memory.Sizes;
        _kernel = new(accelerator, kernel);
        _arguments = new LossArguments
        {
            Prediction = memory.Of(recording.Output),
            Target = memory.Targets,
            Slope = memory.Of(recording.OutputGradient),
            Sums = memory.New<float>(Groups(_sizes.Stride)),
            Hits = memory.New<int>(Groups(_sizes.Stride)),
            Height = recording.Output.Height,
            Stride = _sizes.Stride,
        };
        if (recording.Judge is { } judge)
        {
            _judge = new(accelerator, LossKernels.Judge);
            _arguments.HasOneOutput = judge.OutputMiddle is null ? 0 : 1;
            _arguments.OutputMiddle = (float)(judge.OutputMiddle ?? 0);
            _arguments.TargetMiddle = (float)judge.TargetMiddle;
        }
    }

    public ArrayView<float> Sums => _arguments.Sums;

    public ArrayView<int> Hits => _arguments.Hits;

    /// <summary>Groups for this many samples.</summary>
    public int Groups(int count) => GpuSizes.Groups(count, _sizes.SampleGroup);

    public override void Queue(in GpuBatch batch)
    {
        _arguments.Count = batch.Count;
        _arguments.Scale = (float)(1 / _recording.LossDivisor(batch.Count));
        var config = new KernelConfig(Groups(batch.Count), _sizes.SampleGroup);
        _judge?.Launch(config, _arguments);
        _kernel.Launch(config, _arguments);
    }
}

/// <summary>A loss element by element.</summary>
internal static class LossKernel<TFunction>
    where TFunction : struct, ILossFunction
{
    public static void Run(LossArguments arguments)
    {
        var shared = SharedMemory.Allocate<float>(GpuSizes.MostThreads);
        int sample = Grid.GlobalIndex.X;
        float sum = 0;
        if (sample < arguments.Count)
        {
            for (int row = 0; row < arguments.Height; row++)
            {
                int at = (row * arguments.Stride) + sample;
                var (prediction, target) = (new Real32(arguments.Prediction[at]), new Real32(arguments.Target[at]));
                sum += TFunction.Value(prediction, target).Number;
                arguments.Slope[at] = TFunction.Slope(prediction, target).Number * arguments.Scale;
            }
        }

        LossKernels.Keep(arguments, GroupSum.Of(shared, sum));
    }
}

/// <summary>A loss of all outputs of a sample together.</summary>
internal static class ColumnLossKernel<TFunction>
    where TFunction : struct, IColumnLossFunction
{
    public static void Run(LossArguments arguments)
    {
        var shared = SharedMemory.Allocate<float>(GpuSizes.MostThreads);
        int sample = Grid.GlobalIndex.X;
        float sum = 0;
        if (sample < arguments.Count)
        {
            var slope = new GpuColumn(arguments.Slope, sample, arguments.Height, arguments.Stride);
            sum = TFunction.Evaluate<Real32, GpuColumn>(
                new GpuColumn(arguments.Prediction, sample, arguments.Height, arguments.Stride),
                new GpuColumn(arguments.Target, sample, arguments.Height, arguments.Stride),
                slope).Number;
            for (int row = 0; row < arguments.Height; row++)
            {
                arguments.Slope[(row * arguments.Stride) + sample] *= arguments.Scale;
            }
        }

        LossKernels.Keep(arguments, GroupSum.Of(shared, sum));
    }
}

/// <summary>What losses share.</summary>
internal static class LossKernels
{
    /// <summary>Leaves a group's sum in its place.</summary>
    public static void Keep(in LossArguments arguments, float sum)
    {
        if (Group.IdxX == 0)
        {
            arguments.Sums[Grid.IdxX] = sum;
        }
    }

    /// <summary>Counts the samples of a group that are classified rightly.</summary>
    public static void Judge(LossArguments arguments)
    {
        var shared = SharedMemory.Allocate<float>(GpuSizes.MostThreads);
        int sample = Grid.GlobalIndex.X;
        float hit = 0;
        if (sample < arguments.Count)
        {
            hit = Hit(
                new GpuColumn(arguments.Prediction, sample, arguments.Height, arguments.Stride),
                new GpuColumn(arguments.Target, sample, arguments.Height, arguments.Stride),
                arguments.HasOneOutput,
                arguments.OutputMiddle,
                arguments.TargetMiddle);
        }

        float hits = GroupSum.Of(shared, hit);
        if (Group.IdxX == 0)
        {
            arguments.Hits[Grid.IdxX] = (int)hits;
        }
    }

    /// <summary>1 for a sample that is classified rightly, else 0.</summary>
    public static float Hit(GpuColumn prediction, GpuColumn target, int hasOneOutput, float outputMiddle, float targetMiddle)
    {
        float best = prediction[0].Number, atBest = target[0].Number;
        for (int row = 1; row < prediction.Count; row++)
        {
            float other = prediction[row].Number;
            if (other > best)
            {
                best = other;
                atBest = target[row].Number;
            }
        }

        return Hit(best, atBest, hasOneOutput, outputMiddle, targetMiddle);
    }

    /// <summary>The same of the largest output and its target.</summary>
    public static float Hit(float best, float atBest, int hasOneOutput, float outputMiddle, float targetMiddle)
    {
        bool isTarget = atBest > targetMiddle;
        bool saysTarget = hasOneOutput == 0 || best > outputMiddle;
        // 1f and not 1: ILGPU's conversion of a condition by way of a whole number is always 0 in OpenCL.
        return saysTarget == isTarget ? 1f : 0f;
    }
}
