namespace MLPosh.Engine.Tests.Gradients;

public class GradientCheckTests
{
    public static TheoryData<string, string, string> Parts
    {
        get
        {
            var parts = new TheoryData<string, string, string>();
            foreach (string device in new[] { "Cpu", "Reference" })
            {
                foreach (string activation in Activation.Names)
                {
                    foreach (string loss in Loss.Names)
                    {
                        parts.Add(device, activation, loss);
                    }
                }
            }

            return parts;
        }
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Every_layer_activation_and_loss_passes(string device, string activation, string loss)
    {
        foreach (string[] layers in new string[][]
        {
            ["Linear(5)", activation, "Linear(2)"],
            ["Linear(4,bias=false)", activation, "Linear(3)", activation, "Linear(2)", activation],
            [activation, "Linear(2)"],
            [activation, "Linear(1)"],
        })
        {
            var network = Samples.Network(3, layers);
            foreach (var data in Samples.Fitting(Loss.Find(loss), 40, 3, network.OutputSize))
            {
                var results = GradientCheck.Run(network, data, Loss.Find(loss), ComputeDevice.Find(device));
                Assert.All(results, result => Assert.True(
                    result.Passed, $"{string.Join(',', layers)} {result.Name}: {result.RelativeError}"));
            }
        }
    }

    [Fact]
    public void A_wrong_gradient_does_not_pass()
    {
        var wrong = new NetworkParameter("0.weight", [2], [1.0, 2.00001]);
        var right = new NetworkParameter("0.weight", [2], [1.0, 2.0]);
        Assert.False(new GradientCheckResult(wrong, right, 1e-6).Passed);
        Assert.True(new GradientCheckResult(right, right, 1e-6).Passed);
        Assert.False(new GradientCheckResult(new("0.weight", [2], [double.NaN, 2]), right, 1e-6).Passed);
    }

    [Fact]
    public void The_network_is_not_changed()
    {
        var network = Samples.Network(3, "Linear(2)");
        var before = network.GetParameter("0.weight").Value;
        GradientCheck.Run(network, Samples.Cloud(10, 3, 2));
        Assert.Equal(before, network.GetParameter("0.weight").Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_tolerance_must_be_above_zero(double tolerance)
    {
        var error = Assert.Throws<MLPoshException>(
            () => GradientCheck.Run(Samples.Network(3, "Linear(2)"), Samples.Cloud(10, 3, 2), tolerance: tolerance));
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
    }

    [Fact]
    public void A_device_without_double_precision_is_refused()
    {
        var error = Assert.Throws<MLPoshException>(() => GradientCheck.Run(
            Samples.Network(1, "Linear(1)"), Samples.Line(5), device: ComputeDevice.Emulator));
        Assert.Equal((ErrorId.OptionOutOfRange, (object)"Emulator"), (error.Id, error.Target));
        Assert.StartsWith("Device is Emulator; it must be one that computes in double precision", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Norm_is_the_length_of_the_gradient()
    {
        var gradient = NetworkGradient.Of(Samples.Network(3, "Linear(2)"), Samples.Cloud(10, 3, 2))[0];
        Assert.Equal(Math.Sqrt(gradient.Value.Sum(value => value * value)), gradient.Norm, 12);
        Assert.True(gradient.Norm > 0);
    }
}
