using System.Text.Json;

namespace MLPosh.Engine.Tests.Functions;

public class ActivationTests
{
    private static readonly Dictionary<string, Dictionary<string, double[]>> PyTorch =
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, double[]>>>(File.ReadAllText(
            Path.Combine(AppContext.BaseDirectory, "References", "pytorch", "functions", "activations.json")))!;

    public static TheoryData<string> Names => [.. Activation.Names];

    public static TheoryData<string> InPyTorch => [.. PyTorch.Keys];

    [Fact]
    public void All_that_are_named_are_there_and_described()
    {
        Assert.Equal(
            [
                "Step", "Sign", "Linear", "PiecewiseLinear", "Sigmoid", "Tanh", "ReLU", "LeakyReLU", "ELU", "SELU", "GELU",
                "SiLU", "Mish", "Softplus", "Softsign", "HardSigmoid", "Softmax", "LogSoftmax",
            ],
            Activation.Names);
        Assert.Equal("ReLU", Activation.Default.Name);
        Assert.All(Activation.All, activation => Assert.All(
            [activation.Equation, activation.DerivativeEquation, activation.Range, activation.UsedIn],
            text => Assert.False(string.IsNullOrWhiteSpace(text))));
    }

    [Theory]
    [MemberData(nameof(InPyTorch))]
    public void Values_and_derivatives_equal_PyTorchs(string name)
    {
        var expected = PyTorch[name];
        var points = Activation.Find(name).At(expected["at"]);
        // PyTorch's own 1/6 is one of single precision, in double too.
        double tolerance = name == "HardSigmoid" ? 2e-8 : 1e-13;
        for (int i = 0; i < points.Count; i++)
        {
            Assert.Equal(expected["at"][i], points[i].At);
            Assert.Equal(expected["value"][i], points[i].Value, tolerance * Math.Max(1, Math.Abs(expected["value"][i])));
            Assert.Equal(expected["derivative"][i], points[i].Derivative, tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_are_the_limits_of_differences(string name)
    {
        var activation = Activation.Find(name);
        foreach (double z in new[] { -7, -2.5, -1.1, -0.3, 0.2, 0.7, 1.3, 3.5, 8 })
        {
            const double Step = 1e-5;
            double slope = (At(activation, z + Step) - At(activation, z - Step)) / (2 * Step);
            Assert.Equal(slope, activation.At([z, 0.5])[0].Derivative, 1e-6 * Math.Max(1, Math.Abs(slope)));
        }
    }

    [Theory]
    [InlineData("Step", -3, 0)]
    [InlineData("Step", 0, 0.5)]
    [InlineData("Step", 2, 1)]
    [InlineData("Sign", -3, -1)]
    [InlineData("Sign", 0, 0)]
    [InlineData("Sign", 4, 1)]
    [InlineData("PiecewiseLinear", -1, 0)]
    [InlineData("PiecewiseLinear", 0.25, 0.75)]
    [InlineData("PiecewiseLinear", 1, 1)]
    public void What_PyTorch_does_not_have_is_as_the_lecture_draws_it(string name, double z, double value) =>
        Assert.Equal(value, Activation.Find(name).At(z).Value);

    [Theory]
    [InlineData("Step")]
    [InlineData("Sign")]
    public void Steps_have_no_slope_and_say_so(string name)
    {
        Assert.All(Activation.Find(name).At([-1, 0, 1]), point => Assert.Equal(0, point.Derivative));
        Assert.StartsWith("0 (", Activation.Find(name).DerivativeEquation, StringComparison.Ordinal);
    }

    [Fact]
    public void Softmax_of_large_numbers_does_not_overflow()
    {
        double[] values = [.. Activation.Find("Softmax").At([1000, 1001, -1000]).Select(point => point.Value)];
        Assert.Equal(1, values.Sum(), 1e-15);
        Assert.Equal(1 / (1 + Math.E), values[0], 1e-15);
        Assert.Equal([-0.6931471805599453, -0.6931471805599453], Activation.Find("LogSoftmax").At([-1e5, -1e5]).Select(point => point.Value));
    }

    private static double At(Activation activation, double z) => activation.At([z, 0.5])[0].Value;
}
