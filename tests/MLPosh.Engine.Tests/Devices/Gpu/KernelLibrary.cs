using ILGPU;
using ILGPU.Runtime;
using MLPosh.Devices.Gpu;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>A library of products in the plainest way, in place of cuBLAS, which only CUDA has; it counts them.</summary>
/// <param name="accelerator">The device.</param>
/// <param name="isWrong">Whether it takes a factor that lies by depth for one that does not.</param>
internal sealed class KernelLibrary(GpuAccelerator accelerator, bool isWrong = false) : IProductLibrary
{
    private const int Threads = 16;

    private readonly GpuKernel<PlainProductArguments> _kernel = new(accelerator, PlainProduct.Run);

    public string Name => "kernels of a test";

    public int Products { get; private set; }

    public void Multiply(in LibraryProduct product)
    {
        Products++;
        int Lines(LibraryFactor factor) => factor.IsByDepth && !isWrong ? factor.Step : 1;
        int Depths(LibraryFactor factor) => factor.IsByDepth && !isWrong ? 1 : factor.Step;
        _kernel.Launch(
            new KernelConfig((product.Width * product.Height + Threads - 1) / Threads, Threads),
            new PlainProductArguments
            {
                Left = product.Left.Numbers,
                LeftLine = Lines(product.Left),
                LeftDepth = Depths(product.Left),
                Right = product.Right.Numbers,
                RightLine = Lines(product.Right),
                RightDepth = Depths(product.Right),
                Result = product.Result,
                ResultStep = product.ResultStep,
                Height = product.Height,
                Width = product.Width,
                Depth = product.Depth,
                Adds = product.Adds ? 1 : 0,
            });
    }

    public void Dispose()
    {
    }
}

/// <summary>A device whose large products such a library makes.</summary>
internal sealed class LibraryAccelerator(Context context, Device device) : GpuAccelerator("Library", context, device)
{
    public KernelLibrary? Opened { get; private set; }

    protected override IProductLibrary? OpenLibrary(out string? problem)
    {
        Opened = new KernelLibrary(this);
        problem = LibraryCheck.Problem(this, Opened);
        return problem is null ? Opened : null;
    }
}

/// <summary>A product, its factors by the steps from line to line and from depth to depth.</summary>
internal struct PlainProductArguments
{
    public ArrayView<float> Left;
    public ArrayView<float> Right;
    public ArrayView<float> Result;
    public int LeftLine;
    public int LeftDepth;
    public int RightLine;
    public int RightDepth;
    public int ResultStep;
    public int Height;
    public int Width;
    public int Depth;
    public int Adds;
}

/// <summary>A thread a number.</summary>
internal static class PlainProduct
{
    public static void Run(PlainProductArguments arguments)
    {
        int i = Grid.GlobalIndex.X;
        if (i < arguments.Height * arguments.Width)
        {
            int row = i / arguments.Width, column = i % arguments.Width;
            float sum = 0;
            for (int k = 0; k < arguments.Depth; k++)
            {
                sum += arguments.Left[(row * arguments.LeftLine) + (k * arguments.LeftDepth)]
                    * arguments.Right[(column * arguments.RightLine) + (k * arguments.RightDepth)];
            }

            int at = (row * arguments.ResultStep) + column;
            arguments.Result[at] = sum + (arguments.Adds != 0 ? arguments.Result[at] : 0f);
        }
    }
}
