using ILGPU;
using ILGPU.Runtime;
using MLPosh.Devices.Cpu;

namespace MLPosh.Devices.Gpu;

/// <summary>
/// Numbers to the device and back, complete when a call returns; the engine's double precision becomes the device's single
/// one. What is copied stays in its place meanwhile: ILGPU does not see to that.
/// </summary>
internal static unsafe class GpuTransfer
{
    // What is converted at once.
    private const int Most = 1 << 20;

    public static void Write<T>(GpuAccelerator accelerator, ReadOnlySpan<T> source, ArrayView<T> target)
        where T : unmanaged
    {
        if (source.Length > 0)
        {
            fixed (T* first = source)
            {
                target.SubView(0, source.Length).CopyFromCPU(accelerator.Stream, ref *first, source.Length);
            }

            accelerator.BytesMoved += (long)source.Length * sizeof(T);
        }
    }

    public static void Read<T>(GpuAccelerator accelerator, ArrayView<T> source, Span<T> target)
        where T : unmanaged
    {
        if (target.Length > 0)
        {
            fixed (T* first = target)
            {
                source.SubView(0, target.Length).CopyToCPU(accelerator.Stream, ref *first, target.Length);
            }

            accelerator.BytesMoved += (long)target.Length * sizeof(T);
        }
    }

    public static void Write(GpuAccelerator accelerator, ReadOnlySpan<double> source, ArrayView<float> target)
    {
        var chunk = new float[Math.Min(Most, source.Length)];
        for (int first = 0; first < source.Length; first += chunk.Length)
        {
            int count = Math.Min(chunk.Length, source.Length - first);
            fixed (float* numbers = chunk)
            {
                SampleTransfer.Convert(source.Slice(first, count), numbers);
            }

            Write<float>(accelerator, chunk.AsSpan(0, count), target.SubView(first, count));
        }
    }

    public static void Read(GpuAccelerator accelerator, ArrayView<float> source, Span<double> target)
    {
        var chunk = new float[Math.Min(Most, target.Length)];
        for (int first = 0; first < target.Length; first += chunk.Length)
        {
            int count = Math.Min(chunk.Length, target.Length - first);
            Read(accelerator, source.SubView(first, count), chunk.AsSpan(0, count));
            fixed (float* numbers = chunk)
            {
                SampleTransfer.Copy(numbers, target.Slice(first, count));
            }
        }
    }
}
