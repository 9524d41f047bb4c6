using MLPosh.Devices;
using MLPosh.Devices.Cpu;

namespace MLPosh.Engine.Tests.Devices;

public unsafe class PhiloxLanesTests
{
    [Theory]
    [InlineData(1, 1, 0, 0)]
    [InlineData(-7, 12, 250, 3)]
    [InlineData(long.MaxValue, uint.MaxValue, 100_000, 4095)]
    public void Sixteen_samples_draw_what_each_draws_by_itself(long seed, uint number, int sample, int row)
    {
        var step = new TrainingStep(seed, number);
        var stream = RandomStream.Layer + 3;
        float* uniform = stackalloc float[PhiloxLanes.Count];
        double* normal = stackalloc double[PhiloxLanes.Count];
        PhiloxLanes.Uniform(step, stream, sample, row, uniform);
        PhiloxLanes.Normal(step, stream, sample, row, normal);
        for (int i = 0; i < PhiloxLanes.Count; i++)
        {
            long element = Philox.Element(sample + i, row);
            Assert.Equal(Philox.UniformSingle(seed, stream, number, element), uniform[i]);
            Assert.Equal(Philox.Normal(seed, stream, number, element), normal[i], 1e-14);
        }
    }
}
