namespace MLPosh.Engine.Tests.Devices;

public class ComputeDeviceTests
{
    [Fact]
    public void A_device_that_is_not_there_is_an_error_that_lists_those_that_are()
    {
        var error = Assert.Throws<MLPoshException>(() => ComputeDevice.Find("Cuda:99"));
        Assert.Equal(ErrorId.DeviceNotAvailable, error.Id);
        Assert.Equal("Cuda:99", error.Target);
        Assert.Contains("Cpu, Reference", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_found_in_any_case() => Assert.Equal("Reference", ComputeDevice.Find("reference").Name);

    [Fact]
    public void The_reference_device_computes_in_double_only()
    {
        Assert.Equal(Precision.Double, ComputeDevice.Find("Reference").Resolve(null));
        var error = Assert.Throws<MLPoshException>(() => ComputeDevice.Find("Reference").Resolve(Precision.Single));
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
    }

    [Fact]
    public void The_CPU_computes_in_single_precision_unless_told_otherwise() =>
        Assert.Equal(Precision.Single, ComputeDevice.Default.Resolve(null));

    [Fact]
    public void GPUs_are_listed_and_of_those_that_cannot_be_used_why()
    {
        Assert.Equal(["Cpu", "Reference"], ComputeDevice.All.Take(2).Select(device => device.Name));
        var gpus = ComputeDevice.All.Skip(2).ToArray();
        Assert.All(["Cuda", "OpenCL"], kind => Assert.Contains(gpus, gpu => gpu.Name == kind));
        foreach (var gpu in gpus)
        {
            Assert.Equal(gpu.Problem is null, gpu.MemorySize > 0 && gpu.MultiprocessorCount > 0);
            Assert.Equal(gpu.Problem is null, ComputeDevice.Available.Contains(gpu));
            if (gpu.Problem is { } problem)
            {
                var error = Assert.Throws<MLPoshException>(() => ComputeDevice.Find(gpu.Name));
                Assert.Equal(ErrorId.DeviceNotAvailable, error.Id);
                Assert.Contains(problem, error.Message, StringComparison.Ordinal);
            }
            else
            {
                Assert.Same(gpu, ComputeDevice.Find(gpu.Name + (gpu.Name.Contains(':', StringComparison.Ordinal) ? "" : ":0")));
            }
        }
    }
}
