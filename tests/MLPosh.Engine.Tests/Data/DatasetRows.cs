namespace MLPosh.Engine.Tests.Data;

/// <summary>A sample: its features and its only target.</summary>
internal sealed record Row(double[] X, double Y)
{
    public double Norm => Math.Sqrt(X.Sum(value => value * value));
}

/// <summary>A dataset, sample by sample.</summary>
internal static class DatasetRows
{
    public static IReadOnlyList<Row> Rows(this Dataset data)
    {
        double[] x = [.. data.X];
        return [.. data.Y.Select((y, s) => new Row(x[(s * data.InputSize)..((s + 1) * data.InputSize)], y))];
    }
}
