namespace MLPosh.Engine.Tests.Data;

/// <summary>Sequences: the adding problem, sine forecasting and parity of bits.</summary>
public sealed class SequenceKindTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(50)]
    public void Adding_marks_one_value_in_each_half_and_asks_for_their_sum(int length)
    {
        var data = DatasetGenerator.Generate("Sequence", new() { Length = length, Count = 500, Seed = 1 });
        Assert.Equal([length, 2], data.InputShape);
        Assert.Equal(["value", "marker"], data.FeatureNames);
        Assert.Equal(["y"], data.TargetNames);
        Assert.Null(data.Classes);
        Assert.All(data.Rows(), row =>
        {
            int[] marked = [.. Enumerable.Range(0, length).Where(t => row.X[(2 * t) + 1] != 0)];
            Assert.Equal(2, marked.Length);
            Assert.True(marked[0] < length / 2 && marked[1] >= length / 2);
            Assert.All(marked, t => Assert.Equal(1, row.X[(2 * t) + 1]));
            Assert.Equal(marked.Sum(t => row.X[2 * t]), row.Y, 1e-15);
            Assert.All(Enumerable.Range(0, length), t => Assert.InRange(row.X[2 * t], 0, 1));
        });
        Assert.Equal(1, data.Y.Average(), 0.1);
    }

    [Fact]
    public void Adding_marks_every_step_now_and_then()
    {
        var data = DatasetGenerator.Generate("Sequence", new() { Task = SequenceTask.Adding, Count = 5000, Seed = 1 });
        Assert.Equal([10, 2], data.InputShape);
        int[] marks = [.. Enumerable.Range(0, 10).Select(t => data.Rows().Count(row => row.X[(2 * t) + 1] == 1))];
        Assert.All(marks, count => Assert.Equal(1000, count, 150.0));
    }

    [Fact]
    public void Sine_goes_on_after_its_window()
    {
        var data = DatasetGenerator.Generate(
            "Sequence", new() { Task = SequenceTask.Sine, Length = 25, Count = 400, Seed = 1 });
        Assert.Equal([25, 1], data.InputShape);
        Assert.Equal(["x"], data.FeatureNames);
        double twice = 2 * Math.Cos(Math.Tau / 20);
        Assert.All(data.Rows(), row =>
        {
            double[] wave = [.. row.X, row.Y];
            for (int t = 2; t < wave.Length; t++)
            {
                Assert.Equal((twice * wave[t - 1]) - wave[t - 2], wave[t], 1e-12);
            }

            Assert.Equal(row.X[0], row.X[20], 1e-12);
        });

        // Any phase: the first values are spread as the sine of a uniform angle is.
        double[] first = [.. data.Rows().Select(row => row.X[0])];
        Assert.Equal(0, first.Average(), 0.15);
        Assert.Equal(0.5, first.Average(value => value * value), 0.1);
    }

    [Fact]
    public void Parity_counts_the_ones_of_a_bit_string()
    {
        var data = DatasetGenerator.Generate(
            "Sequence", new() { Task = SequenceTask.Parity, Length = 8, Count = 2000, Seed = 1 });
        Assert.Equal([8, 1], data.InputShape);
        Assert.Equal(["bit"], data.FeatureNames);
        Assert.Equal(["class"], data.TargetNames);
        Assert.Equal(["0", "1"], data.Classes);
        Assert.All(data.X, bit => Assert.True(bit is 0 or 1));
        Assert.All(data.Rows(), row => Assert.Equal(row.X.Sum() % 2, row.Y));
        Assert.Equal(0.5, data.X.Average(), 0.03);
        Assert.Equal(0.5, data.Y.Average(), 0.05);
    }

    [Fact]
    public void Noise_goes_to_targets_that_are_numbers_and_to_features_of_classes()
    {
        foreach (var task in new[] { SequenceTask.Adding, SequenceTask.Sine })
        {
            var (clean, noisy) = Pair(task);
            Assert.Equal(clean.X, noisy.X);
            Assert.Equal(0.3, Deviation(clean.Y, noisy.Y), 0.03);
        }

        var (bits, blurred) = Pair(SequenceTask.Parity);
        Assert.Equal(bits.Y, blurred.Y);
        Assert.Equal(0.3, Deviation(bits.X, blurred.X), 0.03);

        static (Dataset Clean, Dataset Noisy) Pair(SequenceTask task)
        {
            var options = new DatasetGeneratorOptions { Task = task, Count = 2000, Seed = 1 };
            return (DatasetGenerator.Generate("Sequence", options), DatasetGenerator.Generate("Sequence", options with { Noise = 0.3 }));
        }

        static double Deviation(IEnumerable<double> a, IEnumerable<double> b) =>
            Math.Sqrt(a.Zip(b, (one, other) => one - other).Average(e => e * e));
    }
}
