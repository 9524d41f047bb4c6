using MLPosh.Devices;
using MLPosh.Devices.Cpu;

namespace MLPosh.Engine.Tests.Training.Methods;

public class LeastSquaresTests
{
    [Theory]
    [InlineData(1, 1, true, 0)]
    [InlineData(1, 2, false, 0)]
    [InlineData(2, 1, true, 3)]
    [InlineData(17, 3, true, 0)]
    [InlineData(33, 2, false, 0)]
    [InlineData(33, 1, true, 0.5)]
    [InlineData(130, 2, true, 0)]
    [InlineData(130, 1, false, 2)]
    [InlineData(300, 1, true, 0)]
    public void The_solution_is_gaussian_eliminations(int features, int outputs, bool bias, double penalty)
    {
        var data = Data(count: (3 * features) + 5, features, outputs);
        var expected = Eliminate(data, bias, penalty);
        foreach (int bits in new[] { 128, 256, 512 }.Where(bits => bits <= CpuDevice.VectorBits))
        {
            Compare(expected, Solve(data, bias, penalty, bits: bits), features, outputs, bias);
        }
    }

    [Theory]
    [InlineData(7, 5000)]
    [InlineData(200, 700)]
    public void Any_number_of_threads_gives_the_same_bits(int features, int count)
    {
        var data = Data(count, features, 2);
        var one = Solve(data, true, 0.1, threads: 1);
        foreach (int threads in new[] { 2, 5 })
        {
            var several = Solve(data, true, 0.1, threads);
            Assert.Equal(one.Weight, several.Weight);
            Assert.Equal(one.Bias, several.Bias);
        }
    }

    [Fact]
    public void Refinement_gives_back_what_the_gram_matrix_loses()
    {
        // Powers of x in 0 … 1: the Gram matrix has a condition near 10¹³, so that Cholesky alone has some three digits.
        double[] coefficients = [3, -1, 4, -1, 5, -9, 2, 6];
        const int Count = 200;
        var x = new double[Count * 7];
        var y = new double[Count];
        for (int s = 0; s < Count; s++)
        {
            double at = (double)s / Count, power = 1;
            y[s] = coefficients[0];
            for (int p = 0; p < 7; p++)
            {
                power *= at;
                x[(s * 7) + p] = power;
                y[s] += coefficients[p + 1] * power;
            }
        }

        var solution = Solve(Samples.Of(x, y, 7), bias: true);
        Assert.Null(solution.DependentColumn);
        Assert.Equal(coefficients[0], solution.Bias[0], 1e-9);
        for (int p = 0; p < 7; p++)
        {
            Assert.Equal(coefficients[p + 1], solution.Weight[p], 1e-7);
        }
    }

    [Fact]
    public void Columns_of_very_different_size_and_far_from_zero()
    {
        double[] unit = [1e-9, 1e12, 1, 1e200, 1e-200];
        double[] shift = [0, 1e15, 1e6, 0, 0];
        const int Count = 60;
        var x = new double[Count * 5];
        var y = new double[Count];
        for (int s = 0; s < Count; s++)
        {
            y[s] = 7;
            for (int c = 0; c < 5; c++)
            {
                double value = Math.Round(Philox.Normal(5, RandomStream.DataFeature, 0, (s * 5) + c) * 8) / 8;
                x[(s * 5) + c] = (value * unit[c]) + shift[c];
                y[s] += (c + 1) * value;
            }
        }

        var solution = Solve(Samples.Of(x, y, 5), bias: true);
        for (int c = 0; c < 5; c++)
        {
            Assert.Equal(c + 1, solution.Weight[c] * unit[c], 1e-9);
        }
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(5, 2)]
    [InlineData(33, 20)]
    [InlineData(200, 150)]
    public void A_combination_of_the_columns_before_it_is_found(int features, int dependent)
    {
        var data = Data(features * 4, features, 1);
        double[] x = [.. data.X];
        for (int s = 0; s < data.Count; s++)
        {
            var row = x.AsSpan(s * features, features);
            row[dependent] = 0.5;
            for (int c = 0; c < dependent; c++)
            {
                row[dependent] += row[c] * ((c % 3) + 0.25);
            }
        }

        var solution = Solve(Samples.Of(x, [.. data.Y], features), bias: true);
        Assert.Equal(dependent, solution.DependentColumn);
        Assert.Empty(solution.Weight);

        // Without a bias the 0.5 is a part that nothing else has.
        Assert.Null(Solve(Samples.Of(x, [.. data.Y], features), bias: false).DependentColumn);
        Assert.Null(Solve(Samples.Of(x, [.. data.Y], features), bias: true, penalty: 0.01).DependentColumn);
    }

    [Fact]
    public void A_target_that_is_the_same_everywhere_has_no_weights()
    {
        var data = Data(40, 3, 1);
        var solution = Solve(Samples.Of([.. data.X], [.. Enumerable.Repeat(0.1, 40)], 3), bias: true);
        Assert.All(solution.Weight, weight => Assert.Equal(0, weight, 1e-16));
        Assert.Equal(0.1, solution.Bias[0], 1e-16);
    }

    [Fact]
    public void A_stop_falls_in_the_middle()
    {
        var data = Data(3000, 1000, 1);
        using var stop = new CancellationTokenSource();
        var sinceStop = new System.Diagnostics.Stopwatch();
        var stopper = new Thread(() => // of its own: the pool's may all be at work
        {
            Thread.Sleep(20);
            sinceStop.Start();
            stop.Cancel();
        });
        stopper.Start();
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            // More work than 20 ms hold on any machine.
            for (int i = 0; i < 100; i++)
            {
                LeastSquares.Solve(new LeastSquaresProblem(data.Source, true, 0, stop.Token), true, null, stop.Token);
            }
        });
        Assert.True(sinceStop.ElapsedMilliseconds < 1000, $"{sinceStop.ElapsedMilliseconds} ms");
        stopper.Join();
    }

    private static LeastSquaresSolution Solve(Dataset data, bool bias, double penalty = 0, int? threads = null, int? bits = null) =>
        LeastSquares.Solve(new LeastSquaresProblem(data.Source, bias, penalty, default), bias, threads, default, bits);

    private static void Compare(double[][] expected, LeastSquaresSolution solution, int features, int outputs, bool bias)
    {
        for (int o = 0; o < outputs; o++)
        {
            for (int c = 0; c < features; c++)
            {
                Assert.Equal(expected[c][o], solution.Weight[(o * features) + c], 1e-9);
            }

            if (bias)
            {
                Assert.Equal(expected[features][o], solution.Bias[o], 1e-9);
            }
        }

        Assert.Equal(bias ? outputs : 0, solution.Bias.Length);
    }

    private static Dataset Data(int count, int features, int outputs) => Samples.Cloud(count, features, outputs);

    /// <summary>The normal equation by Gaussian elimination with pivots, a row a feature and a last one for the bias.</summary>
    private static double[][] Eliminate(Dataset data, bool bias, double penalty)
    {
        int features = data.InputSize, size = features + (bias ? 1 : 0), width = size + data.TargetSize;
        var rows = new double[size][];
        for (int i = 0; i < size; i++)
        {
            rows[i] = new double[width];
            for (int s = 0; s < data.Count; s++)
            {
                for (int j = 0; j < width; j++)
                {
                    rows[i][j] += At(s, i) * (j < size ? At(s, j) : data.Y[(s * data.TargetSize) + j - size]);
                }
            }

            rows[i][i] += i < features ? penalty : 0;
        }

        for (int i = 0; i < size; i++)
        {
            int pivot = Enumerable.Range(i, size - i).MaxBy(row => Math.Abs(rows[row][i]));
            (rows[i], rows[pivot]) = (rows[pivot], rows[i]);
            for (int row = 0; row < size; row++)
            {
                double factor = row == i ? 0 : rows[row][i] / rows[i][i];
                for (int j = i; j < width && row != i; j++)
                {
                    rows[row][j] -= factor * rows[i][j];
                }
            }
        }

        return [.. rows.Select((row, i) => row[size..].Select(value => value / row[i]).ToArray())];

        double At(int sample, int column) => column < features ? data.X[(sample * features) + column] : 1;
    }
}
