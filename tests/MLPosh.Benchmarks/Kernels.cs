using System.Runtime.CompilerServices;
using MLPosh.Devices;
using MLPosh.Devices.Cpu;

namespace MLPosh.Benchmarks;

/// <summary>What is timed, with the widest registers that this machine has.</summary>
internal abstract unsafe class Kernels
{
    public static Kernels Widest { get; } = CpuDevice.VectorBits switch
    {
        512 => new Of<Lane512<float>>(),
        256 => new Of<Lane256<float>>(),
        _ => new Of<Lane128<float>>(),
    };

    /// <summary>Numbers of a register.</summary>
    public abstract int Count { get; }

    public abstract void Product(
        float* weight, nint rowStride, nint columnStride, float* input, int inputs, float* output, int outputs, int width, int samples);

    public abstract long GradientRoom(int inputs, int outputs, int samples);

    public abstract void Gradient(float* input, int inputs, float* slope, int outputs, float* gradient, int samples, float* room);

    public abstract float Exp(float[] numbers);

    public abstract float Log(float[] numbers);

    public abstract float Value<TFunction>(float[] numbers)
        where TFunction : struct, IActivationFunction;

    /// <summary>Twelve multiply-adds a turn, which hide their latency; nothing is loaded.</summary>
    public abstract float Spin(int turns);

    private sealed class Of<TLane> : Kernels
        where TLane : struct, ILane<TLane, float>
    {
        public override int Count => TLane.Count;

        public override void Product(
            float* weight, nint rowStride, nint columnStride, float* input, int inputs, float* output, int outputs, int width, int samples) =>
            MatrixProduct.Run<TLane, float, Keep>(
                weight,
                rowStride,
                columnStride,
                null,
                input,
                width,
                inputs,
                output,
                width,
                outputs,
                output,
                MatrixProduct.BestRegisters((samples + TLane.Count - 1) / TLane.Count, inputs),
                false);

        public override long GradientRoom(int inputs, int outputs, int samples) =>
            WeightGradient.Room<TLane, float>(inputs, outputs, samples);

        public override void Gradient(
            float* input, int inputs, float* slope, int outputs, float* gradient, int samples, float* room) =>
            WeightGradient.Run<TLane, float>(
                input, inputs, slope, outputs, gradient, null, samples, samples / TLane.Count, room);

        public override float Exp(float[] numbers) => Over(TLane.Exp, numbers);

        public override float Log(float[] numbers) => Over(TLane.Log, numbers);

        public override float Value<TFunction>(float[] numbers) => Over(TFunction.Value, numbers);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override float Spin(int turns)
        {
            var (u, v) = (TLane.Broadcast(0.999f), TLane.Broadcast(0.001f));
            TLane a = u, b = u, c = u, d = u, e = u, f = u, g = u, h = u, i = u, j = u, k = u, l = u;
            for (int n = 0; n < turns; n++)
            {
                a = TLane.MultiplyAdd(a, u, v);
                b = TLane.MultiplyAdd(b, u, v);
                c = TLane.MultiplyAdd(c, u, v);
                d = TLane.MultiplyAdd(d, u, v);
                e = TLane.MultiplyAdd(e, u, v);
                f = TLane.MultiplyAdd(f, u, v);
                g = TLane.MultiplyAdd(g, u, v);
                h = TLane.MultiplyAdd(h, u, v);
                i = TLane.MultiplyAdd(i, u, v);
                j = TLane.MultiplyAdd(j, u, v);
                k = TLane.MultiplyAdd(k, u, v);
                l = TLane.MultiplyAdd(l, u, v);
            }

            return TLane.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
        }

        private static float Over(Func<TLane, TLane> function, float[] numbers)
        {
            TLane sum = default;
            fixed (float* start = numbers)
            {
                for (int i = 0; i < numbers.Length; i += TLane.Count)
                {
                    sum += function(TLane.Load(start + i));
                }
            }

            return TLane.Sum(sum);
        }
    }
}
