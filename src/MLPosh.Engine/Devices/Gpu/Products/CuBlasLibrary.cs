using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace MLPosh.Devices.Gpu;

/// <summary>
/// NVIDIA's cuBLAS 10, 11 or 12 through ILGPU.Algorithms, in single precision without TF32, which cuBLAS takes only where it is told
/// to. It stores columns, so a row-major product is that of the transposed factors in the other order.
/// </summary>
internal sealed class CuBlasLibrary : IProductLibrary
{
    private readonly GpuAccelerator _accelerator;

    // A handle an order of things: with one for several, cuBLAS does not promise the same bits.
    private readonly Dictionary<AcceleratorStream, CuBlas> _handles = [];

    private CuBlasLibrary(GpuAccelerator accelerator) => _accelerator = accelerator;

    public string Name => $"cuBLAS {Handle().Version}";

    /// <summary>The library, if it is there and computes what it should. Only inside a call of the accelerator.</summary>
    /// <param name="accelerator">A CUDA device.</param>
    /// <param name="problem">Why there is none.</param>
    public static IProductLibrary? TryOpen(GpuAccelerator accelerator, out string? problem)
    {
        var library = new CuBlasLibrary(accelerator);
        try
        {
            problem = LibraryCheck.Problem(accelerator, library);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or CuBlasException)
        {
            problem = e.Message;
        }

        if (problem is null)
        {
            return library;
        }

        library.Dispose();
        return null;
    }

    public void Multiply(in LibraryProduct product)
    {
        var (left, right) = (product.Left, product.Right);
        Handle().Gemm(
            right.IsByDepth ? CuBlasOperation.Transpose : CuBlasOperation.NonTranspose,
            left.IsByDepth ? CuBlasOperation.NonTranspose : CuBlasOperation.Transpose,
            product.Width,
            product.Height,
            product.Depth,
            1f,
            right.Numbers,
            right.Step,
            left.Numbers,
            left.Step,
            product.Adds ? 1f : 0f,
            product.Result,
            product.ResultStep);
    }

    public void Dispose()
    {
        foreach (var handle in _handles.Values)
        {
            handle.Dispose();
        }

        _handles.Clear();
    }

    private CuBlas Handle()
    {
        if (!_handles.TryGetValue(_accelerator.Stream, out var handle))
        {
            handle = new CuBlas((CudaAccelerator)_accelerator.Native) { Stream = (CudaStream)_accelerator.Stream };
            _handles.Add(_accelerator.Stream, handle);
        }

        return handle;
    }
}
