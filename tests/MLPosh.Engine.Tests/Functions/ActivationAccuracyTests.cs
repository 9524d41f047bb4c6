using System.Numerics;
using MLPosh.Devices;
using MLPosh.Devices.Cpu;

namespace MLPosh.Engine.Tests.Functions;

/// <summary>Every element-wise activation in every register width against the definition in double precision.</summary>
public class ActivationAccuracyTests
{
    public static TheoryData<string> Elementwise =>
        [.. Activation.All.Where(activation => activation.IsElementwise).Select(activation => activation.Name)];

    private static IEnumerable<double> Points => Enumerable.Range(-6000, 12001).Select(i => i / 200.0)
        .Concat([-1e30, -1e4, -104, -89, -1e-7, 1e-30, 1e-7, 89, 104, 1e4, 1e30]);

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void Single_precision_is_within_a_millionth(string name)
    {
        var activation = Activation.Find(name);
        foreach (double point in Points)
        {
            var expected = activation.At((float)point);
            foreach (var (value, slope) in Singles(activation, (float)point))
            {
                Close(expected.Value, value, 1e-6, name, point);
                Close(expected.Derivative, slope, 2e-6, name, point);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void Double_precision_is_exact_to_the_last_digits(string name)
    {
        var activation = Activation.Find(name);
        foreach (double point in Points)
        {
            var expected = activation.At(point);
            foreach (var (value, slope) in Doubles(activation, point))
            {
                Close(expected.Value, value, 4e-15, name, point);
                Close(expected.Derivative, slope, 2e-14, name, point);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void NaN_passes_through(string name)
    {
        var activation = Activation.Find(name);
        Assert.True(double.IsNaN(activation.At(double.NaN).Value));
        Assert.All(Singles(activation, float.NaN), point => Assert.True(double.IsNaN(point.Value)));
        Assert.All(Doubles(activation, double.NaN), point => Assert.True(double.IsNaN(point.Value)));
    }

    [Theory]
    [InlineData(-8)]
    [InlineData(-5)]
    [InlineData(-4)]
    [InlineData(-2)]
    public void GELU_keeps_its_digits_far_below_zero(double z)
    {
        // The exact values, from Φ(z) in 30 digits.
        double expected = z switch { -8 => -4.97676846e-15, -5 => -1.43325786e-6, -4 => -1.26684966e-4, _ => -4.55002639e-2 };
        Assert.Equal(1, Activation.Find("GELU").At(z).Value / expected, 1e-7);
        Assert.All(Singles(Activation.Find("GELU"), (float)z), point => Assert.Equal(1, point.Value / expected, 3e-6));
    }

    private static void Close(double expected, double actual, double tolerance, string name, double point) => Assert.True(
        Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)),
        $"{name}({point:R}): expected {expected:R}, got {actual:R}");

    private static (double Value, double Slope)[] Singles(Activation activation, float z) =>
    [
        ((IActivationHandle)activation).Accept(new At<Lane128<float>, float>(z)),
        ((IActivationHandle)activation).Accept(new At<Lane256<float>, float>(z)),
        ((IActivationHandle)activation).Accept(new At<Lane512<float>, float>(z)),
    ];

    private static (double Value, double Slope)[] Doubles(Activation activation, double z) =>
    [
        ((IActivationHandle)activation).Accept(new At<Lane128<double>, double>(z)),
        ((IActivationHandle)activation).Accept(new At<Lane256<double>, double>(z)),
        ((IActivationHandle)activation).Accept(new At<Lane512<double>, double>(z)),
    ];

    private readonly unsafe struct At<TLane, T>(T z) : IActivationVisitor<(double Value, double Slope)>
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumberBase<T>
    {
        public (double Value, double Slope) Visit<TFunction>()
            where TFunction : struct, IActivationFunction
        {
            T* cells = stackalloc T[TLane.Count];
            var lane = TLane.Broadcast(z);
            var y = TFunction.Value(lane);
            TLane.Store(cells, y);
            double value = double.CreateTruncating(cells[TLane.Count - 1]);
            TLane.Store(cells, TFunction.Slope(TFunction.SlopeNeedsOnlyValue ? default : lane, y));
            return (value, double.CreateTruncating(cells[0]));
        }
    }
}
