using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>Rows whose sums over all samples and repetitions are added to a gradient.</summary>
internal struct BiasArguments
{
    public Factor Rows;
    public ArrayView<float> Gradient;
    public int Repetitions;
    public int Count;
}

/// <summary>The gradient of a bias: the sum of each row, a group a row.</summary>
internal sealed class BiasGradientStep(GpuAccelerator accelerator, GpuSizes sizes, int height, BiasArguments arguments) : GpuStep
{
    private readonly GpuKernel<BiasArguments> _kernel = new(accelerator, Run);
    private BiasArguments _arguments = arguments;

    public override void Queue(in GpuBatch batch)
    {
        _arguments.Count = batch.Count;
        _kernel.Launch(new KernelConfig(height, sizes.Lanes), _arguments);
    }

    public static void Run(BiasArguments arguments)
    {
        var shared = SharedMemory.Allocate<float>(GpuSizes.MostThreads);
        int row = Grid.IdxX;
        float sum = 0;
        for (int again = 0; again < arguments.Repetitions; again++)
        {
            int first = (again * arguments.Rows.Again) + (row * arguments.Rows.Step);
            for (int s = Group.IdxX; s < arguments.Count; s += Group.DimX)
            {
                sum += arguments.Rows.Numbers[first + s];
            }
        }

        sum = GroupSum.Of(shared, sum);
        if (Group.IdxX == 0)
        {
            arguments.Gradient[row] += sum;
        }
    }
}
