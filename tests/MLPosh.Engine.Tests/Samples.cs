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

    public static Network Network(int inputs, params string[] layers) =>
        MLPosh.Network.Create([inputs], [.. layers.Select(LayerParser.Parse)], seed: 3);
}
