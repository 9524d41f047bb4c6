using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;

namespace MLPosh.Benchmarks;

/// <summary>The products that layers are made of, over tiles of 64 samples and a square one.</summary>
public unsafe class ProductBenchmarks
{
    private float* _weight;
    private float* _input;
    private float* _output;
    private float* _room;

    [Params("10x1x256", "6x10x256", "256x512x64", "512x784x64", "1024x1024x1024")]
    public string Size { get; set; } = "";

    private (int Outputs, int Inputs, int Samples) Sizes
    {
        get
        {
            int[] sizes = [.. Size.Split('x').Select(int.Parse)];
            return (sizes[0], sizes[1], sizes[2]);
        }
    }

    [GlobalSetup]
    public void Allocate()
    {
        var (outputs, inputs, samples) = Sizes;
        _weight = Numbers(outputs * inputs);
        _input = Numbers(inputs * samples);
        _output = Numbers(outputs * samples);
        _room = Numbers((int)Kernels.Widest.GradientRoom(inputs, outputs, samples) + 64);
    }

    [Benchmark]
    public void Forward()
    {
        var (outputs, inputs, samples) = Sizes;
        Kernels.Widest.Product(_weight, inputs, 1, _input, inputs, _output, outputs, samples, samples);
    }

    [Benchmark]
    public void Transposed()
    {
        var (outputs, inputs, samples) = Sizes;
        Kernels.Widest.Product(_weight, 1, inputs, _output, outputs, _input, inputs, samples, samples);
    }

    [Benchmark]
    public void Gradient()
    {
        var (outputs, inputs, samples) = Sizes;
        Kernels.Widest.Gradient(_input, inputs, _output, outputs, _weight, samples, _room);
    }

    [GlobalCleanup]
    public void Free()
    {
        NativeMemory.AlignedFree(_weight);
        NativeMemory.AlignedFree(_input);
        NativeMemory.AlignedFree(_output);
        NativeMemory.AlignedFree(_room);
    }

    private static float* Numbers(int count)
    {
        float* numbers = (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), 64);
        for (int i = 0; i < count; i++)
        {
            // Small, so that thousands of sums into the same gradient stay finite.
            numbers[i] = (i % 7) * 1e-4f;
        }

        return numbers;
    }
}

/// <summary>The functions that activations are made of, over 4096 numbers.</summary>
public class FunctionBenchmarks
{
    private const int Count = 4096;
    private readonly float[] _numbers = [.. Enumerable.Range(0, Count).Select(i => (i - 2048) / 256f)];

    [Benchmark]
    public float Exp() => Kernels.Widest.Exp(_numbers);

    [Benchmark]
    public float Log() => Kernels.Widest.Log(_numbers);

    [Benchmark]
    public float TanhOfActivation() => Kernels.Widest.Value<Tanh>(_numbers);

    [Benchmark]
    public float SigmoidOfActivation() => Kernels.Widest.Value<Sigmoid>(_numbers);

    [Benchmark]
    public float GELUOfActivation() => Kernels.Widest.Value<GELU>(_numbers);
}
