using MLPosh.Devices.Cpu;

namespace MLPosh.Engine.Tests.Devices;

public unsafe class LaneMathTests
{
    public static TheoryData<double> Points => [0, 1e-8, 1e-5, 0.1, 0.6, 0.624, 0.626, 1, 3, 9, 20, 100, 1e4];

    [Theory]
    [MemberData(nameof(Points))]
    public void Tanh_is_exact_to_the_last_digits(double x)
    {
        foreach (double z in new[] { x, -x })
        {
            Assert.Equal(Math.Tanh(z), Double(z), 4e-16);
            Assert.Equal(Math.Tanh((float)z), Single((float)z), 3e-7);
            // Near zero it is the relative error that counts.
            Assert.True(Math.Abs(Single((float)z) - Math.Tanh((float)z)) <= 4e-7 * Math.Abs(Math.Tanh((float)z)));
        }
    }

    // What they reach in each width.
    [Theory]
    [InlineData("exp", 1)]
    [InlineData("tanh", 1.3)]
    public void A_function_is_exact_to_its_last_digit(string name, double units)
    {
        Func<double, double> exact = name == "exp" ? Math.Exp : Math.Tanh;
        SinglePrecision.IsExact(name + " 128", In<Lane128<float>>(name), exact, units);
        SinglePrecision.IsExact(name + " 256", In<Lane256<float>>(name), exact, units);
        SinglePrecision.IsExact(name + " 512", In<Lane512<float>>(name), exact, units);
    }

    [Fact]
    public void Tanh_and_sign_carry_NaN()
    {
        Assert.True(double.IsNaN(Double(double.NaN)));
        double value = double.NaN;
        double* cell = stackalloc double[8];
        Lane512<double>.Store(cell, Lane512<double>.Sign(Lane512<double>.Broadcast(value)));
        Assert.True(double.IsNaN(cell[0]));
    }

    [Theory]
    [InlineData(-2.5, -1)]
    [InlineData(0, 0)]
    [InlineData(7, 1)]
    public void Sign_is_minus_one_zero_or_one(double x, double sign)
    {
        float* cells = stackalloc float[16];
        Lane512<float>.Store(cells, Lane512<float>.Sign(Lane512<float>.Broadcast((float)x)));
        Assert.Equal(sign, cells[15]);
    }

    [Fact]
    public void First_leaves_out_even_NaN()
    {
        float[] cells = new float[8];
        fixed (float* start = cells)
        {
            Lane256<float>.Store(start, Lane256<float>.First(Lane256<float>.Broadcast(float.NaN), 3));
        }

        Assert.All(cells[..3], cell => Assert.True(float.IsNaN(cell)));
        Assert.All(cells[3..], cell => Assert.Equal(0, cell));
    }

    private static Func<float, float> In<TLane>(string name)
        where TLane : struct, ILane<TLane, float> => x =>
        {
            float* cells = stackalloc float[16];
            var value = TLane.Broadcast(x);
            TLane.Store(cells, name == "exp" ? TLane.Exp(value) : TLane.Tanh(value));
            return cells[TLane.Count - 1];
        };

    private static double Double(double x)
    {
        double* cells = stackalloc double[8];
        Lane512<double>.Store(cells, Lane512<double>.Tanh(Lane512<double>.Broadcast(x)));
        return cells[7];
    }

    private static double Single(float x)
    {
        float* cells = stackalloc float[16];
        Lane512<float>.Store(cells, Lane512<float>.Tanh(Lane512<float>.Broadcast(x)));
        return cells[15];
    }
}
