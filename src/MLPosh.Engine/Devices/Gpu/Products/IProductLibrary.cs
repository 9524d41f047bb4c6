using ILGPU;

namespace MLPosh.Devices.Gpu;

/// <summary>A factor of a library's product: lines (rows of the left, columns of the right one) by depth.</summary>
/// <param name="Numbers">From its first number on.</param>
/// <param name="Step">Numbers from one line to the next, or from one depth to the next.</param>
/// <param name="IsByDepth">Whether neighbours in memory lie along the depth: then <paramref name="Step"/> is from line to line.</param>
internal readonly record struct LibraryFactor(ArrayView<float> Numbers, int Step, bool IsByDepth);

/// <summary>result [height, width], row-major, = left [height, depth] * right [depth, width], or added to it.</summary>
internal readonly record struct LibraryProduct(
    LibraryFactor Left, LibraryFactor Right, ArrayView<float> Result, int ResultStep, int Height, int Width, int Depth, bool Adds);

/// <summary>Products by the device's own library, which takes large ones to its peak.</summary>
internal interface IProductLibrary : IDisposable
{
    /// <summary>For who asks what is used: "cuBLAS 120304".</summary>
    string Name { get; }

    /// <summary>Queues a product where the accelerator's caller is. Only inside one of its calls.</summary>
    void Multiply(in LibraryProduct product);
}

/// <summary>
/// Which products a library makes where there is one. Own kernels do what follows a sum while it is in a register, a library needs
/// another pass: it has to be large. By the shape alone, so that the same input gives the same bits.
/// </summary>
internal static class LibraryShapes
{
    private const int LeastSide = 64;
    private const long LeastProducts = 1L << 26;

    public static bool Take(int height, int width, long depth) =>
        Math.Min(Math.Min(height, width), depth) >= LeastSide && height * width * depth >= LeastProducts;
}
