using MLPosh.Devices;
using MLPosh.Devices.Gpu;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>The order of the CPU, place by place, on ILGPU's emulator in groups of 16 threads.</summary>
public class ShuffleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(17)]
    [InlineData(100)]
    public void The_order_is_the_CPUs(int count) => Check(EmulatorDevice.Description, count);

    /// <summary>Compares some orders of so many samples.</summary>
    internal static void Check(GpuDescription device, int count)
    {
        var accelerator = GpuDevices.Accelerator(device);
        foreach (var (seed, epoch) in new[] { (1L, 1u), (-5L, 2u), (1L << 40, 1_000_000u) })
        {
            var order = new int[count];
            accelerator.Run(order, order =>
            {
                using var blocks = new GpuBlocks(accelerator);
                var view = blocks.New<int>(order.Length);
                ShuffleKernel.Queue(accelerator, view, seed, epoch);
                GpuTransfer.Read(accelerator, view, order.AsSpan());
                return 0;
            });
            int[] expected = NetworkEvaluation.Indices(0, count);
            Philox.Shuffle(seed, RandomStream.Shuffle, epoch, expected);
            Assert.Equal(expected, order);
        }
    }
}
