using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>A gradient whose norm is looked for.</summary>
/// <param name="Gradient">The gradient.</param>
/// <param name="Sums">Of squares, one a group.</param>
/// <param name="Norm">Receives the norm.</param>
/// <param name="Factor">Receives what the gradient is to be multiplied by.</param>
/// <param name="Most">The largest norm.</param>
/// <param name="Epsilon">Added to the norm before it divides.</param>
internal readonly record struct ClipArguments(
    ArrayView<float> Gradient, ArrayView<double> Sums, ArrayView<double> Norm, ArrayView<float> Factor, double Most, double Epsilon);

/// <summary>The norm of a gradient, and what scales one that is too large, all on the device; see <see cref="IGradientClipper"/>.</summary>
internal sealed class ClipStep
{
    // Each of a large gradient's groups goes over many numbers; more groups would leave too much to the one that adds up.
    private const int MostGroups = 256;

    private readonly GpuKernel<ClipArguments> _square;
    private readonly GpuKernel<ClipArguments> _find;
    private readonly GpuKernel<ClipArguments> _scale;
    private readonly int _group;
    private ClipArguments _arguments;

    public ClipStep(GpuAccelerator accelerator, GpuMemory memory)
    {
        _group = memory.Sizes.Group;
        int groups = Math.Clamp(GpuSizes.Groups(memory.Gradient.Length, _group), 1, MostGroups);
        _arguments = new ClipArguments(
            memory.Gradient, memory.New<double>(groups), memory.New<double>(1), memory.New<float>(1), 0, GradientClip.Epsilon);
        _square = new(accelerator, ClipKernels.Square);
        _find = new(accelerator, ClipKernels.Find);
        _scale = new(accelerator, ClipKernels.Scale);
    }

    /// <summary>What was found last; before the gradient was scaled.</summary>
    public ArrayView<double> Norm => _arguments.Norm;

    public void QueueNorm()
    {
        _square.Launch(new KernelConfig((int)_arguments.Sums.Length, _group), _arguments);
        _find.Launch(new KernelConfig(1, 1), _arguments);
    }

    public void Queue(double most)
    {
        _arguments = _arguments with { Most = most };
        QueueNorm();
        _scale.Launch(new KernelConfig(GpuSizes.Groups(_arguments.Gradient.Length, _group), _group), _arguments);
    }
}

/// <summary>The parts of clipping.</summary>
internal static class ClipKernels
{
    /// <summary>The sum of squares of each group's share; in double precision, whose range no square leaves.</summary>
    public static void Square(ClipArguments arguments)
    {
        var shared = SharedMemory.Allocate<double>(GpuSizes.MostThreads);
        double part = 0;
        for (long i = Grid.GlobalIndex.X; i < arguments.Gradient.Length; i += Grid.DimX * Group.DimX)
        {
            double slope = arguments.Gradient[i];
            part += slope * slope;
        }

        double sum = GroupSum.Of(shared, part);
        if (Group.IdxX == 0)
        {
            arguments.Sums[Grid.IdxX] = sum;
        }
    }

    /// <summary>Norm and factor, of the sums in their order.</summary>
    public static void Find(ClipArguments arguments)
    {
        double sum = 0;
        for (int group = 0; group < arguments.Sums.Length; group++)
        {
            sum += arguments.Sums[group];
        }

        double norm = Math.Sqrt(sum), factor = arguments.Most / (norm + arguments.Epsilon);
        arguments.Norm[0] = norm;
        arguments.Factor[0] = factor < 1 ? (float)factor : 1f;
    }

    public static void Scale(ClipArguments arguments)
    {
        int p = Grid.GlobalIndex.X;
        if (p < arguments.Gradient.Length)
        {
            arguments.Gradient[p] *= arguments.Factor[0];
        }
    }
}
