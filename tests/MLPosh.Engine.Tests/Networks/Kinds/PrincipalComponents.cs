namespace MLPosh.Engine.Tests.Networks.Kinds;

/// <summary>The eigenvalues of the covariance of some samples, largest first, by Jacobi's rotations.</summary>
/// <remarks>Source: Golub and Van Loan, "Matrix computations", 8.5.</remarks>
internal static class PrincipalComponents
{
    public static double[] Covariance(IReadOnlyList<double> x, int width)
    {
        int count = x.Count / width;
        double[] mean = [.. Enumerable.Range(0, width).Select(i => Enumerable.Range(0, count).Average(s => x[(s * width) + i]))];
        return [.. Enumerable.Range(0, width * width).Select(entry => Enumerable.Range(0, count).Average(s =>
            (x[(s * width) + (entry / width)] - mean[entry / width]) * (x[(s * width) + (entry % width)] - mean[entry % width])))];
    }

    public static double[] Variances(IReadOnlyList<double> x, int width)
    {
        double[] a = Covariance(x, width);
        for (int sweep = 0; sweep < 30; sweep++)
        {
            for (int p = 0; p < width; p++)
            {
                for (int q = p + 1; q < width; q++)
                {
                    Rotate(a, width, p, q);
                }
            }
        }

        return [.. Enumerable.Range(0, width).Select(i => a[(i * width) + i]).OrderDescending()];
    }

    private static void Rotate(double[] a, int width, int p, int q)
    {
        double angle = 0.5 * Math.Atan2(2 * a[(p * width) + q], a[(q * width) + q] - a[(p * width) + p]);
        var (sin, cos) = Math.SinCos(angle);
        for (int i = 0; i < width; i++)
        {
            var (x, y) = (a[(i * width) + p], a[(i * width) + q]);
            (a[(i * width) + p], a[(i * width) + q]) = ((cos * x) - (sin * y), (sin * x) + (cos * y));
        }

        for (int i = 0; i < width; i++)
        {
            var (x, y) = (a[(p * width) + i], a[(q * width) + i]);
            (a[(p * width) + i], a[(q * width) + i]) = ((cos * x) - (sin * y), (sin * x) + (cos * y));
        }
    }
}
