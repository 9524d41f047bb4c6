using MLPosh.Devices.Gpu;
using MLPosh.Engine.Tests.Devices.Gpu;

namespace MLPosh.Engine.Tests.Devices.OpenCL;

/// <summary>As <see cref="ShuffleTests"/>, of any number.</summary>
[Trait("Device", "OpenCL")]
public class ShuffleOnOpenCLTests
{
    [OpenCLTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(257)]
    [InlineData(4097)]
    [InlineData(60_000)]
    public void The_order_is_the_CPUs(int count) =>
        ShuffleTests.Check(OpenCLDevice.Of(GpuDevices.List()), count);
}
