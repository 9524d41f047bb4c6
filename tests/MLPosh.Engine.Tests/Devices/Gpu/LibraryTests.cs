using MLPosh.Devices.Gpu;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>A library is asked before it is trusted.</summary>
public class LibraryTests
{
    private static readonly GpuAccelerator Accelerator = EmulatorDevice.Accelerator;

    [Fact]
    public void A_library_that_computes_what_it_should_is_taken() =>
        Assert.Null(Accelerator.Run(0, static _ => LibraryCheck.Problem(Accelerator, new KernelLibrary(Accelerator))));

    [Fact]
    public void One_that_does_not_is_refused_with_the_reason()
    {
        string? problem = Accelerator.Run(
            0, static _ => LibraryCheck.Problem(Accelerator, new KernelLibrary(Accelerator, isWrong: true)));
        Assert.StartsWith("kernels of a test gives ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_CUDA_has_one()
    {
        Assert.Null(Accelerator.Run(0, static _ => Accelerator.Library));
        Assert.Null(Accelerator.LargeProducts);
    }

    [Theory]
    [InlineData(512, 512, 256, true)]
    [InlineData(512, 512, 255, false)]
    [InlineData(4096, 4096, 63, false)]
    [InlineData(10, 4096, 4096, false)]
    [InlineData(70_000, 70_000, 70_000, true)]
    public void Shapes_decide(int height, int width, int depth, bool isLarge) =>
        Assert.Equal(isLarge, LibraryShapes.Take(height, width, depth));
}
