using System.Text.Json;

namespace MLPosh.Engine.Tests.Search;

public class SobolSequenceTests
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    private static readonly Stored Scipy = JsonSerializer.Deserialize<Stored>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "References", "scipy", "sobol.json")), Json)!;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(21)]
    [InlineData(40)]
    public void Points_without_a_shift_are_scipys_to_the_bit(int dimensions)
    {
        Assert.Equal((40, 300), (Scipy.Dimensions, Scipy.Points.Length));
        var sequence = new SobolSequence(dimensions, new uint[dimensions]);
        double[] point = new double[dimensions];
        for (int i = 0; i < Scipy.Points.Length; i++)
        {
            sequence.Point(i, point);
            Assert.Equal(Scipy.Points[i].Take(dimensions).Select(whole => whole / (double)(1 << Scipy.Bits)), point);
        }
    }

    [Fact]
    public void Far_points_are_scipys_too()
    {
        var sequence = new SobolSequence(40, new uint[40]);
        double[] point = new double[40];
        foreach (var far in Scipy.Far)
        {
            sequence.Point(far.Index, point);
            Assert.Equal(far.Point.Select(whole => whole / (double)(1 << Scipy.FarBits)), point);
        }

        Assert.Equal([1023, 4096, 65535, 1_000_000], Scipy.Far.Select(far => far.Index));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12345)]
    public void The_seeds_shift_leaves_a_point_in_each_slice_of_each_axis(long seed)
    {
        const int count = 256;
        var sequence = new SobolSequence(Axes(40), seed);
        double[] point = new double[40];
        var slices = Enumerable.Range(0, 40).Select(_ => new HashSet<int>()).ToArray();
        for (int i = 0; i < count; i++)
        {
            sequence.Point(i, point);
            Assert.All(point, share => Assert.InRange(share, 0, 1 - 1e-10));
            for (int axis = 0; axis < point.Length; axis++)
            {
                slices[axis].Add((int)(point[axis] * count));
            }
        }

        Assert.All(slices, slice => Assert.Equal(count, slice.Count));
    }

    [Fact]
    public void The_seed_decides_where_it_begins()
    {
        double[] first = new double[3], again = new double[3], other = new double[3];
        new SobolSequence(Axes(3), 1).Point(0, first);
        new SobolSequence(Axes(3), 1).Point(0, again);
        new SobolSequence(Axes(3), 2).Point(0, other);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(3, first.Distinct().Count());
    }

    [Fact]
    public void More_axes_than_there_are_directions_for_are_an_error()
    {
        var error = Assert.Throws<MLPoshException>(() => new SobolSequence(Axes(41), 1));
        Assert.Equal(ErrorId.OptionOutOfRange, error.Id);
        Assert.Contains("at most 40", error.Message, StringComparison.Ordinal);
    }

    private static SearchSpace Axes(int count) => new(Enumerable.Range(0, count).Select(
        i => KeyValuePair.Create($"P{i:00}", (SearchRange)new Uniform(0, 1))));

    private sealed record Stored(int Dimensions, int Bits, int FarBits, int[][] Points, FarPoint[] Far);

    private sealed record FarPoint(int Index, int[] Point);
}
