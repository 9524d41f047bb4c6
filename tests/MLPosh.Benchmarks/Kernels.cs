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

    public abstract void Product(
        float* weight, nint rowStride, nint columnStride, float* input, int inputs, float* output, int outputs, int samples);

    public abstract long GradientRoom(int inputs, int outputs, int samples);

    public abstract void Gradient(float* input, int inputs, float* slope, int outputs, float* gradient, int samples, float* room);

    public abstract float Exp(float[] numbers);

    public abstract float Log(float[] numbers);

    public abstract float Value<TFunction>(float[] numbers)
        where TFunction : struct, IActivationFunction;

    private sealed class Of<TLane> : Kernels
        where TLane : struct, ILane<TLane, float>
    {
        public override void Product(
            float* weight, nint rowStride, nint columnStride, float* input, int inputs, float* output, int outputs, int samples) =>
            MatrixProduct.Run<TLane, float, Keep>(
                weight, rowStride, columnStride, null, input, samples, inputs, output, samples, outputs, output, samples / TLane.Count, false);

        public override long GradientRoom(int inputs, int outputs, int samples) =>
            WeightGradient.Room<TLane, float>(inputs, outputs, samples);

        public override void Gradient(
            float* input, int inputs, float* slope, int outputs, float* gradient, int samples, float* room) =>
            WeightGradient.Run<TLane, float>(
                input, inputs, slope, outputs, gradient, null, samples, samples / TLane.Count, room);

        public override float Exp(float[] numbers) => Over(TLane.Exp, numbers);

        public override float Log(float[] numbers) => Over(TLane.Log, numbers);

        public override float Value<TFunction>(float[] numbers) => Over(TFunction.Value, numbers);

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
