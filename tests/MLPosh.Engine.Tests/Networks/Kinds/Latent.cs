using MLPosh.Devices;

namespace MLPosh.Engine.Tests.Networks.Kinds;

/// <summary>Samples of many numbers that follow from few.</summary>
internal static class Latent
{
    /// <summary>Normal samples of three directions with falling variances and a little of all others, off the origin.</summary>
    public static Dataset Plane(int count, int width)
    {
        var x = new double[count * width];
        for (int s = 0; s < count; s++)
        {
            double a = 2 * Normal(0, s), b = Normal(1, s), c = 0.5 * Normal(2, s);
            for (int i = 0; i < width; i++)
            {
                x[(s * width) + i] = 1 + (a * Math.Cos(i)) + (b * Math.Sin(2 * i)) + (c * Math.Cos(3 * i))
                    + (0.2 * Normal(3 + i, s));
            }
        }

        return Samples.Of(x, new double[count], width);
    }

    /// <summary>Samples on a curved sheet of two numbers.</summary>
    public static Dataset Sheet(int count, int width)
    {
        var x = new double[count * width];
        for (int s = 0; s < count; s++)
        {
            double a = Normal(0, s), b = Normal(1, s);
            for (int i = 0; i < width; i++)
            {
                x[(s * width) + i] = Math.Tanh((a * Math.Cos(i)) + (b * Math.Sin(2 * i)) + (0.3 * i)) + (0.3 * a);
            }
        }

        return Samples.Of(x, new double[count], width);
    }

    public static double Normal(int stream, int sample) =>
        Philox.Normal(21, RandomStream.DataFeature, (uint)stream, sample);
}
