using ILGPU.Runtime.OpenCL;
using MLPosh.Devices.Gpu;
using MLPosh.Engine.Tests.Devices.Gpu;

namespace MLPosh.Engine.Tests.Devices;

/// <summary>What a driver says becomes an error that a user can act on.</summary>
public class DeviceErrorTests
{
    private static readonly GpuAccelerator Accelerator = EmulatorDevice.Accelerator;

    [Theory]
    [InlineData(CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE)]
    [InlineData(CLError.CL_OUT_OF_RESOURCES)]
    [InlineData(CLError.CL_OUT_OF_HOST_MEMORY)]
    [InlineData(CLError.CL_INVALID_BUFFER_SIZE)]
    public void No_memory(CLError code)
    {
        var error = Assert.Throws<MLPoshException>(() => Accelerator.Run<int, int>(0, _ => throw new CLException(code)));
        Assert.Equal((ErrorId.DeviceOutOfMemory, (object)"Emulator"), (error.Id, error.Target));
        Assert.Contains($"its driver says {code}", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Device Cpu", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Anything_else_of_the_driver_is_named_by_its_code()
    {
        var error = Assert.Throws<MLPoshException>(
            () => Accelerator.Run<int, int>(0, _ => throw new CLException(CLError.CL_INVALID_KERNEL_ARGS)));
        Assert.Equal(ErrorId.DeviceFailed, error.Id);
        Assert.Contains("CL_INVALID_KERNEL_ARGS", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Anything_else_is_told_in_its_own_words()
    {
        var error = Assert.Throws<MLPoshException>(
            () => Accelerator.Run<int, int>(0, _ => throw new NotSupportedException("No such thing.")));
        Assert.Equal(ErrorId.DeviceFailed, error.Id);
        Assert.Contains("failed: No such thing.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_can_ever_fit_is_told_before_anything_is_made()
    {
        // Rows of 2,200,000 numbers for 1,024 samples: 8.4 GiB.
        var network = Samples.Network(1, "Linear(2200000)", "Linear(1)");
        double[] before = network.Snapshot();
        var error = Assert.Throws<MLPoshException>(
            () => Trainer.Run(network, Samples.Line(1024), new TrainingOptions { Device = ComputeDevice.Emulator }).First());
        Assert.Equal((ErrorId.DeviceOutOfMemory, (object)"Emulator"), (error.Id, error.Target));
        Assert.Contains("8593.8 MiB are needed and", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Snapshot());
    }
}
