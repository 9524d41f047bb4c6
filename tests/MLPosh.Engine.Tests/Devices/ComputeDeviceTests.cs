namespace MLPosh.Engine.Tests.Devices;

public class ComputeDeviceTests
{
    [Fact]
    public void A_device_that_is_not_there_is_an_error_that_lists_those_that_are()
    {
        var error = Assert.Throws<MLPoshException>(() => ComputeDevice.Find("Cuda"));
        Assert.Equal(ErrorId.DeviceNotAvailable, error.Id);
        Assert.Equal("Cuda", error.Target);
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
}
