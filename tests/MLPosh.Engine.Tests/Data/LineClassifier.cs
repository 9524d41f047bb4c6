using MLPosh.Devices;

namespace MLPosh.Engine.Tests.Data;

/// <summary>How well the best linear classifier does, found by trying.</summary>
internal static class LineClassifier
{
    private const int Directions = 500;

    /// <summary>The highest accuracy over random directions and, for each, every threshold and both ways round.</summary>
    public static double BestAccuracy(Dataset data)
    {
        int width = data.InputSize;
        double best = 0;
        for (int d = 0; d < Directions; d++)
        {
            double[] direction = [.. Enumerable.Range(0, width).Select(
                i => Philox.Normal(1, RandomStream.Initialisation, (uint)d, i))];
            double[] labels = [.. Enumerable.Range(0, data.Count)
                .OrderBy(s => direction.Select((weight, i) => weight * data.X[(s * width) + i]).Sum())
                .Select(s => data.Y[s])];

            // Class 1 above the threshold: first all samples are there, then one after the other falls below.
            double right = labels.Sum();
            foreach (double label in labels)
            {
                right += label == 0 ? 1 : -1;
                best = Math.Max(best, Math.Max(right, data.Count - right) / data.Count);
            }
        }

        return best;
    }
}
