using MLPosh.Devices;

namespace MLPosh.Engine.Tests;

/// <summary>Datasets and networks for tests.</summary>
internal static class Samples
{
    public static Dataset Of(double[] x, double[] y, int inputs = 1, int outputs = 1) => new(
        x,
        y,
        x.Length / inputs,
        [inputs],
        [.. Enumerable.Range(1, inputs).Select(i => $"x{i}")],
        [.. Enumerable.Range(1, outputs).Select(i => $"y{i}")]);

    /// <summary>Normal features, targets a smooth function of them.</summary>
    public static Dataset Cloud(int count, int inputs, int outputs, long seed = 7)
    {
        var x = new double[count * inputs];
        var y = new double[count * outputs];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = Philox.Normal(seed, RandomStream.DataFeature, 0, i);
        }

        for (int s = 0; s < count; s++)
        {
            for (int o = 0; o < outputs; o++)
            {
                double sum = o;
                for (int i = 0; i < inputs; i++)
                {
                    sum += x[(s * inputs) + i] * ((((i + o) % 3) - 1) * 0.7);
                }

                y[(s * outputs) + o] = Math.Sin(sum);
            }
        }

        return Of(x, y, inputs, outputs);
    }

    /// <summary>The features of <see cref="Cloud"/> with classes "a", "b" …, split where a function of them crosses levels.</summary>
    public static Dataset Classes(int count, int inputs, int classes, long seed = 7)
    {
        var cloud = Cloud(count, inputs, 1, seed);
        double[] y = [.. cloud.Y.Select((value, s) =>
            s < classes ? s : Math.Clamp(Math.Floor((value + 1) / 2 * classes), 0, classes - 1))];
        return new(
            [.. cloud.X],
            y,
            count,
            [inputs],
            cloud.FeatureNames,
            ["class"],
            [.. Enumerable.Range(0, classes).Select(c => ((char)('a' + c)).ToString())]);
    }

    /// <summary>The features of <see cref="Cloud"/> with targets that a loss takes: numbers, classes, or both kinds.</summary>
    public static IEnumerable<Dataset> Fitting(Loss loss, int count, int inputs, int outputs)
    {
        var cloud = Cloud(count, inputs, outputs);
        double[] signs = [.. cloud.Y.Select(y => y > 0 ? 1.0 : -1)];
        double[] halves = [.. cloud.Y.Select(y => (y + 1) / 2)];
        double[] shares = [.. cloud.Y.Select((y, i) =>
            Math.Exp(y) / cloud.Y.Skip(i / outputs * outputs).Take(outputs).Sum(Math.Exp))];
        double[][] candidates = [[.. cloud.Y], halves, signs, shares];
        Dataset? numbers = candidates.Select(y => Of([.. cloud.X], y, inputs, outputs)).FirstOrDefault(loss.Fits);
        if (numbers is not null)
        {
            yield return numbers;
        }

        var classes = Classes(count, inputs, Math.Max(outputs, 2));
        if ((outputs == 1 ? loss.OverTwoClasses : loss.OverClasses) is not null)
        {
            yield return classes;
        }
    }

    /// <summary>y = 2x + 3 with noise, x uniform in ±10.</summary>
    public static Dataset Line(int count, double noise = 0.2, long seed = 7)
    {
        var x = new double[count];
        var y = new double[count];
        for (int i = 0; i < count; i++)
        {
            x[i] = (Philox.Uniform(seed, RandomStream.DataFeature, 0, i) * 20) - 10;
            y[i] = (2 * x[i]) + 3 + (noise * Philox.Normal(seed, RandomStream.DataNoise, 0, i));
        }

        return Of(x, y);
    }

    /// <summary>The same numbers as sequences or images.</summary>
    public static Dataset Shaped(Dataset data, int[] shape) => new(
        [.. data.X], [.. data.Y], data.Count, shape, data.FeatureNames, data.TargetNames, data.Classes);

    /// <summary>The same samples with whole numbers from 0 to below a count as features.</summary>
    public static Dataset Indices(Dataset data, int count) => Of(
        [.. data.X.Select(x => (double)((int)Math.Abs(x * 1000) % count))], [.. data.Y], data.InputSize, data.TargetSize);

    public static Network Network(int inputs, params string[] layers) => Network([inputs], layers);

    public static Network Network(int[] shape, params string[] layers) =>
        MLPosh.Network.Create(shape, [.. layers.Select(LayerParser.Parse)], seed: 3);

    public static Network AutoEncoder(int inputs, params string[] layers) =>
        MLPosh.Network.Create([inputs], [.. layers.Select(LayerParser.Parse)], seed: 3, isAutoEncoder: true);
}
