using MLPosh.Devices;
using MLPosh.Devices.Gpu;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>
/// The functions of GPU threads against double precision, over all of single precision. They are C# of plain arithmetic, so
/// they are run as such here; the op suite runs them on devices.
/// </summary>
public class Real32Tests
{
    private static readonly Dictionary<string, (Func<Real32, Real32> Own, Func<double, double> Exact)> Functions = new()
    {
        ["exp"] = (Real32.Exp, Math.Exp),
        ["log"] = (Real32.Log, Math.Log),
        ["tanh"] = (Real32.Tanh, Math.Tanh),
        ["sqrt"] = (Real32.Sqrt, Math.Sqrt),
    };

    // What they reach, in units of the last digit; a rounding alone is half of one.
    [Theory]
    [InlineData("exp", 1)]
    [InlineData("log", 0.8)]
    [InlineData("tanh", 1.3)]
    [InlineData("sqrt", 0.5)]
    public void A_function_is_exact_to_its_last_digit(string name, double units)
    {
        var (own, exact) = Functions[name];
        SinglePrecision.IsExact(name, x => own(new Real32(x)).Number, exact, units);
    }

    [Theory]
    [InlineData("exp")]
    [InlineData("log")]
    [InlineData("tanh")]
    [InlineData("sqrt")]
    public void What_is_special_comes_out_as_the_mathematics_has_it(string name)
    {
        var (own, exact) = Functions[name];
        float[] special =
        [
            float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, float.NegativeZero, float.Epsilon, -float.Epsilon,
            1e-40f, -1e-40f, 1.17549435e-38f, float.MaxValue, float.MinValue, 1, -1, 88.72283f, 88.72284f, -103.9f, -104,
        ];
        foreach (float x in special)
        {
            float expected = (float)exact(x), actual = own(new Real32(x)).Number;
            Assert.True(
                expected.Equals(actual) || expected == actual || Math.Abs(expected - actual) <= SinglePrecision.LastDigit(expected),
                $"{name}({x:R}) is {expected:R}, got {actual:R}");
        }
    }

    [Fact]
    public void ReLU_and_its_kin_keep_NaN()
    {
        Assert.True(float.IsNaN(Real32.AtLeast(new Real32(0), new Real32(float.NaN)).Number));
        Assert.True(float.IsNaN(Real32.Abs(new Real32(float.NaN)).Number));
        Assert.True(float.IsNaN(Real32.Sign(new Real32(float.NaN)).Number));
        Assert.True(float.IsNaN(RealMath.Clamp(new Real32(-1), new Real32(1), new Real32(float.NaN)).Number));
    }

    [Fact]
    public void Normal_numbers_are_those_of_double_precision_within_1e_6()
    {
        var stream = RandomStream.Layer + 2;
        for (int i = 0; i < 1_000_000; i++)
        {
            long element = Philox.Element(i % 1000, i / 1000);
            double expected = Philox.Normal(7, stream, 3, element), actual = GpuNormal.Of(7, stream, 3, element).Number;
            if (!(Math.Abs(expected - actual) <= 1e-6))
            {
                Assert.Fail($"[{i}] expected {expected:R}, got {actual:R}");
            }
        }
    }
}
